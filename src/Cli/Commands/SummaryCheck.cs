using DigestMailer.Papers.Summaries;
using DigestMailer.Planning;
using DigestMailer.Today;
using Microsoft.Extensions.Options;

namespace DigestMailer.Cli.Commands;

/// <summary>What <c>check</c> says of the model that writes summaries, in one line where one is set.</summary>
internal sealed class SummaryCheck(SummaryEndpoint endpoint, RoundLog rounds, IOptions<SummaryOptions> options)
{
    public async Task<IReadOnlyList<CheckLine>> LinesAsync(CancellationToken cancel)
    {
        if (!options.Value.IsOn)
        {
            return [];
        }

        var past = (await rounds.ReadAsync(cancel)).FirstOrDefault(one => one is
        {
            Name: SummaryRound.Name,
            IsFailing: true,
        });
        var fault = await endpoint.ProbeAsync(cancel) is { } now ? $"{endpoint.Host}: {now}"
            : past is null ? null : $"the last round failed at {past.FailedAt:yyyy-MM-dd HH:mm} UTC: {past.Fault}";
        return [fault is null
            ? CheckLine.Good($"Summaries come from {options.Value.Model} at {endpoint.Host}")
            : CheckLine.Warning($"Summaries: {fault}; digests leave without them")];
    }
}
