using System.CommandLine;
using DigestMailer.Papers.Summaries;
using DigestMailer.Planning;
using DigestMailer.Storage;
using DigestMailer.Today;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace DigestMailer.Cli.Commands;

/// <summary><c>summarize</c>: ask the model now for what the next digests lack.</summary>
internal sealed class SummarizeCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "summarize",
        "Ask the model in the settings now to sum up the papers of the next digests. The service does so by itself.",
        "digestmailer summarize")
{
    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        if (!session.Get<IOptions<SummaryOptions>>().Value.IsOn)
        {
            throw new RefusedException("Summaries:Endpoint is empty; set it to the address of a model.");
        }

        var report = await session.ProgressAsync("Summarizing", null,
            _ => session.Get<SummaryRound>().AskAsync(cancel));
        var rounds = session.Get<RoundLog>();
        await (report.Fault is { } fault ? rounds.FailedAsync(SummaryRound.Name, fault, cancel)
            : rounds.EndedAsync(SummaryRound.Name, cancel));
        session.Show(report, console => console.WriteLine($"{report.Asked} asked, {report.Written} written, "
            + $"{report.Rejected} rejected, {report.Left} left"
            + (report.IsSpent ? "; the calls of today are used up" : "")));
        if (report.Fault is { } line)
        {
            Session.Say(line);
        }

        return report.Fault is null ? ExitCode.Done : ExitCode.Refused;
    }
}
