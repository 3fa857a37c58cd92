using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Gathering;

/// <summary>
/// Dates the listings whose source names no day: each counts from when the source first showed it, so that it is news
/// once and not for ever. Of the first answer of a source only the newest few are news; the others were there before
/// we began to look.
/// </summary>
internal sealed class FirstShown(Database database, TimeProvider clock)
{
    /// <summary>Entries without a day that are news in the first answer; feeds begin with the newest.</summary>
    public const int NewestAtFirst = 5;

    private const int RowsInOneStatement = 500;

    public async Task<SourceAnswer> DateAsync(string source, SourceAnswer answer, CancellationToken cancel)
    {
        if (!answer.Listings.Any(listing => listing.Undated))
        {
            return answer;
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var (known, listed, isFirst) = await KnownAsync(source, cancel);
        var (added, left) = (new List<Shown>(), isFirst ? NewestAtFirst : int.MaxValue);
        var listings = new List<Listing>(answer.Listings.Count);
        foreach (var listing in answer.Listings)
        {
            if (!listing.Undated)
            {
                listings.Add(listing);
                continue;
            }

            var entry = Entry(listing);
            if (!known.TryGetValue(entry, out var first))
            {
                first = listed.TryGetValue(listing.SourceId, out var day) ? new(entry, day, 1)
                    : new(entry, today, left-- > 0 ? 1 : 0);
                known[entry] = first;
                added.Add(first);
            }

            listings.Add(On(listing, first, today));
        }

        await AddAsync(source, added, cancel);
        return answer with { Listings = listings };
    }

    private static Listing On(Listing listing, Shown first, DateOnly today) => listing with
    {
        Edition = first.Day,
        Announce = first.News != 0 && first.Day >= today.AddDays(-FeedFormat.MaxAge) ? listing.Announce
            : Announcement.Replace,
    };

    private static string Entry(Listing listing) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{listing.SourceId}\n{PaperKey.OfTitle(listing.Title)}"))
            .AsSpan(0, 12));

    private async Task<(Dictionary<string, Shown> Known, Dictionary<string, DateOnly> Listed, bool IsFirst)> KnownAsync(
        string source, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var known = await connection.QueryAsync<Shown>(
            "SELECT entry, day, news FROM first_shown WHERE source = @source", new { source });
        var listed = await connection.QueryAsync<(string Id, DateOnly Day)>(
            "SELECT source_id, min(edition) FROM listings WHERE source = @source GROUP BY source_id", new { source });
        var answers = await connection.ExecuteScalarAsync<long>(
            """
            SELECT count(*) FROM gatherings
            WHERE source = @source AND state IN ('Fresh', 'Empty', 'Late', 'Partial', 'Stale')
            """, new { source });
        return (known.ToDictionary(row => row.Entry), listed.ToDictionary(row => row.Id, row => row.Day), answers == 0);
    }

    private Task AddAsync(string source, List<Shown> added, CancellationToken cancel) =>
        added.Count == 0 ? Task.CompletedTask : database.WriteAsync(async transaction =>
    {
        var rows = database.Dialect.JsonRows("@rows");
        foreach (var chunk in added.Chunk(RowsInOneStatement))
        {
            var values = chunk.Select(row => new { row.Entry, Day = $"{row.Day:yyyy-MM-dd}", row.News });
            await transaction.ExecuteAsync(
                $"""
                INSERT INTO first_shown(source, entry, day, news)
                SELECT @source, value->>'Entry', value->>'Day', CAST(value->>'News' AS INTEGER)
                FROM {rows} AS r WHERE true
                ON CONFLICT DO NOTHING
                """, new { source, rows = JsonSerializer.Serialize(values) });
        }
    }, cancel);

    /// <summary>An entry, the day on which it was first shown, and whether it was news then.</summary>
    private sealed record Shown
    {
        public Shown()
        {
        }

        public Shown(string entry, DateOnly day, int news) => (Entry, Day, News) = (entry, day, news);

        public string Entry { get; init; } = "";

        public DateOnly Day { get; init; }

        public int News { get; init; }
    }
}
