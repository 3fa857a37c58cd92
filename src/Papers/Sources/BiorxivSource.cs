using System.Globalization;
using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// The preprints of bioRxiv or medRxiv: <c>https://api.biorxiv.org/details/SERVER/FROM/UNTIL/CURSOR</c>. Each question
/// reaches back two days, so that what was posted late is found, and an answer without papers is never right.
/// </summary>
internal sealed class BiorxivSource(SourceOptions options, WebFetch web, string server) : Source(options)
{
    private const int DaysBack = 2;
    private const int MaxPages = 200;

    public override string Title => server;

    public override bool KeepsPastEditions => true;

    /// <summary>Three days are asked for at once, of which two were in the answer before.</summary>
    public override bool CanBeStale => false;

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var day = edition ?? DateOnly.FromDateTime(now.UtcDateTime);
        var rows = new List<Listing>();
        var bad = 0;
        for (int page = 0, cursor = 0; page < MaxPages; page++)
        {
            using var answer = await web.GetAsync(Question(day, cursor), null, conditional: false, cancel);
            var batch =
                answer.Error(server) is { } error ? new BiorxivAnswer([], 0, 0, SourceState.Failed, error)
                    : BiorxivFormat.Read(answer.Body, Name, server, day);
            if (batch.Error is not null)
            {
                return batch.State == SourceState.Refused || rows.Count == 0
                    ? new SourceAnswer(batch.State, day, [], batch.Error) { AskAfter = answer.AskAfter }
                    : SourceAnswer.UpTo(day, Papers(rows), batch.Error, answer.AskAfter);
            }

            rows.AddRange(batch.Rows);
            bad += batch.Bad;
            cursor += batch.Count;
            if (batch.Count == 0 || cursor >= batch.Total)
            {
                return cursor < batch.Total
                    ? new SourceAnswer(SourceState.Partial, day, Papers(rows),
                        $"{server} gave {cursor} of {batch.Total} rows and then none; the next gathering asks again")
                    : bad > 0 ? new SourceAnswer(SourceState.Partial, day, Papers(rows),
                        $"{bad} of {cursor} rows of {server} have no doi or no title; the others are kept")
                    : SourceAnswer.Of(day, Papers(rows));
            }
        }

        return new SourceAnswer(SourceState.Partial, day, Papers(rows),
            $"{server} has more than {MaxPages} pages for {day:yyyy-MM-dd}; what was read is kept");
    }

    private List<Listing> Papers(IEnumerable<Listing> rows) => [.. BiorxivFormat.Papers(rows)
        .Where(paper =>
            Options.Categories.Count == 0
                || paper.Categories
                    .Any(category => Options.Categories.Contains(category, StringComparer.OrdinalIgnoreCase)))
        .Select(paper => Options.Replacements ? paper with { Announce = Announcement.New } : paper)];

    private string Question(DateOnly day, int cursor) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{(Options.Url ?? $"https://api.biorxiv.org/details/{server.ToLowerInvariant()}").TrimEnd('/')}"
                + $"/{day.AddDays(-DaysBack):yyyy-MM-dd}/{day:yyyy-MM-dd}/{cursor}/json");
}
