using DigestMailer.Topics.Queries;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Topics.Index;

/// <summary>
/// Titles and abstracts in SQLite FTS5, in memory, with English stemming and accents folded. Each term is looked up
/// once and kept, within bounds, however many queries hold it. The statements are constant; a term reaches them only as
/// a quoted string in a parameter. Not safe for several threads.
/// </summary>
internal sealed class TextHits : IDisposable
{
    private const char MarkOpen = '\uE000';
    private const char MarkClose = '\uE001';

    // BM25's saturation (k1 + 1) as FTS5 has it, so that a term's rank divided by it and by the term's rarity is
    // between 0 and 1.
    private const double Saturation = 2.2;

    private const int SizeOfHit = 8;
    private const int SizeOfTerm = 300;
    private const int SizeOfSpans = 100;

    private readonly SqliteConnection connection = new("Data Source=:memory:");
    private readonly Recall<Term, TermHits> found;
    private readonly Recall<(Term Term, int Place), Range[]> spans;
    private readonly SqliteCommand match;
    private readonly SqliteCommand marked;
    private readonly int papers;

    /// <param name="most">Bytes to keep of what terms found.</param>
    public TextHits(IReadOnlyList<(string Title, string Abstract)> texts, long most)
    {
        papers = texts.Count;
        found = new(Run, most, (term, hits) =>
            SizeOfTerm + (2 * term.Text.Length) + (SizeOfHit * hits.Places.Length));
        spans = new(Mark, most / 20, (_, met) => SizeOfSpans + (SizeOfHit * met.Length));
        connection.Open();
        Command(
            "CREATE VIRTUAL TABLE texts USING fts5(title, abstract, tokenize = 'porter unicode61 remove_diacritics 2')")
            .ExecuteNonQuery();
        using (var transaction = connection.BeginTransaction())
        {
            using var insert =
                Command("INSERT INTO texts(rowid, title, abstract) VALUES ($id, $title, $abstract)", "$id", "$title",
                    "$abstract");
            for (var i = 0; i < texts.Count; i++)
            {
                insert.Parameters[0].Value = i;
                insert.Parameters[1].Value = Unmarked(texts[i].Title);
                insert.Parameters[2].Value = Unmarked(texts[i].Abstract);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        match = Command("SELECT rowid, bm25(texts, 4.0, 1.0) FROM texts WHERE texts MATCH $match ORDER BY rowid",
            "$match");
        marked =
            Command(
                $"SELECT highlight(texts, 0, '{MarkOpen}', '{MarkClose}') || ' ' || highlight(texts, 1, '{MarkOpen}', '{MarkClose}') FROM texts WHERE texts MATCH $match AND rowid = $id", "$match", "$id");
    }

    /// <summary>
    /// Without what SQLite's highlight would take for a mark, or for the end; as long as before, so that what is found
    /// has its place.
    /// </summary>
    private static string Unmarked(string text) =>
        text.Replace(MarkOpen, ' ').Replace(MarkClose, ' ').Replace('\0', ' ');

    private SqliteCommand Command(string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    /// <summary>The papers, by place, that hold the term, and how much they are about it.</summary>
    public TermHits Find(Term term) => found.Get(term);

    private static string Expression(Term term) =>
        (term.Field is QueryField.Title or QueryField.Abstract ? term.Field.ToString().ToLowerInvariant() + " : " : "")
            + $"\"{term.Text.Replace('\0', ' ')}\"" + (term.Prefix ? " *" : "");

    private TermHits Run(Term term)
    {
        var rows = new List<(int Place, double Rank)>();
        match.Parameters[0].Value = Expression(term);
        using (var reader = match.ExecuteReader())
        {
            while (reader.Read())
            {
                rows.Add((reader.GetInt32(0), reader.GetDouble(1)));
            }
        }

        // As FTS5 weighs it: what most papers hold says next to nothing.
        var rarity = Math.Max(Math.Log((papers - rows.Count + 0.5) / (rows.Count + 0.5)), 1e-6);
        return new TermHits(
            [.. rows.Select(row => row.Place)],
            [.. rows.Select(row => (float)Math.Clamp(-row.Rank / rarity / Saturation, 0.01, 1))],
            (float)Math.Max(rarity, 0.1));
    }

    /// <summary>What the term met of the paper's title, a space and its abstract, in their order.</summary>
    public IReadOnlyList<Range> Met(Term term, int place) =>
        Array.BinarySearch(Find(term).Places, place) >= 0 ? spans.Get((term, place)) : [];

    private Range[] Mark((Term Term, int Place) wanted)
    {
        marked.Parameters[0].Value = Expression(wanted.Term);
        marked.Parameters[1].Value = wanted.Place;
        var text = (string?)marked.ExecuteScalar() ?? "";
        var met = new List<Range>();
        for (var (opens, marks) = (text.IndexOf(MarkOpen), 0); opens >= 0; opens =
            text.IndexOf(MarkOpen, opens + 1), marks += 2)
        {
            met.Add((opens - marks)..(text.IndexOf(MarkClose, opens) - marks - 1));
        }

        return [.. met];
    }

    public void Dispose()
    {
        match.Dispose();
        marked.Dispose();
        connection.Dispose();
    }
}

/// <summary>Where one term stands.</summary>
/// <param name="Places">Of the papers, ascending.</param>
/// <param name="Strengths">For each of them above 0 to 1: BM25 with the title over the abstract, without the term's
/// rarity.</param>
/// <param name="Rarity">How much the term tells papers apart; above 0.</param>
internal sealed record TermHits(int[] Places, float[] Strengths, float Rarity);
