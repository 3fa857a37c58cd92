using System.Security.Cryptography;
using System.Text;
using Dapper;
using DigestMailer.Papers;
using DigestMailer.Storage;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Meaning;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Reading;

/// <summary>
/// The shelves of days in the database, so that a start does not cut the papers of a month into words again: its page
/// takes 0.6 s of CPU instead of 9 (of these, words took 30 %, vectors 28 %, queries 10 %). One counts while program,
/// catalogue, table of meaning and the papers of its day are those of which it was made.
/// </summary>
internal sealed class StoredShelves(Database database, TopicCatalogue catalogue, IOptions<MeaningOptions> meaning)
{
    private readonly string maker = MakerOf(catalogue, meaning.Value);

    // A paper that a topic names may come any day, and change what is like it.
    private readonly bool namesPapers = catalogue.All.Any(topic => topic.Query.Liked.Count > 0);
    private readonly bool ranks = catalogue.All.Any(topic => topic.Query.IsOfMeaning);

    private static string MakerOf(TopicCatalogue catalogue, MeaningOptions meaning)
    {
        var table = new FileInfo(Path.Combine(AppContext.BaseDirectory, meaning.Table));
        var length = table.Exists ? table.Length : 0;
        var text = new StringBuilder(FormattableString.Invariant(
            $"{typeof(Shelf).Module.ModuleVersionId} {meaning.Vectors} {table.FullName} {length}"));
        foreach (var topic in catalogue.All)
        {
            text.Append('\n').Append(FormattableString.Invariant(
                $"{topic.Slug} {topic.Query.AtLeast} {topic.Query.NearOneIn} {topic.Query.Text}"));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>
    /// Whether what is made now may be kept: a ranking is not, while there are too few papers of a month to rank among.
    /// </summary>
    public bool MayKeep(MeaningFrame frame) => !namesPapers && (!ranks || frame.Backdrop is not null);

    /// <summary>Those of the days of a period that count, by what they were made of.</summary>
    public async Task<IReadOnlyDictionary<EditionState, Shelf>> ReadAsync(DateOnly from, DateOnly until,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<Row>(
            """
            SELECT edition AS day, listings, changed, seen, content FROM shelves
            WHERE edition >= @from AND edition < @until AND made_by = @maker
            """,
            new { from, until, maker })).Select(row => (row.State, Shelf: ShelfBytes.Read(row.Content)))
            .Where(row => row.Shelf is not null).ToDictionary(row => row.State, row => row.Shelf!);
    }

    /// <summary>Keeps shelves, each in place of what was kept of its day.</summary>
    public Task KeepAsync(IReadOnlyCollection<(EditionState State, Shelf Shelf)> made, CancellationToken cancel) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
            """
            INSERT INTO shelves(edition, made_by, listings, changed, seen, content)
            VALUES (@Day, @maker, @Listings, @Changed, @Seen, @content)
            ON CONFLICT (edition) DO UPDATE SET made_by = excluded.made_by, listings = excluded.listings,
                changed = excluded.changed, seen = excluded.seen, content = excluded.content
            """,
            made.Select(one => new
            {
                one.State.Day,
                maker,
                one.State.Listings,
                one.State.Changed,
                one.State.Seen,
                content = ShelfBytes.Of(one.Shelf),
            })), cancel);

    private sealed record Row
    {
        public DateOnly Day { get; init; }

        public int Listings { get; init; }

        public DateTimeOffset Changed { get; init; }

        public DateTimeOffset Seen { get; init; }

        public byte[] Content { get; init; } = [];

        public EditionState State => new() { Day = Day, Listings = Listings, Changed = Changed, Seen = Seen };
    }
}
