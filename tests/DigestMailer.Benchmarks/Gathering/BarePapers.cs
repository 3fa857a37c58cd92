using DigestMailer.Papers;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Benchmarks.Gathering;

/// <summary>
/// The comparison: the texts of the same papers into one table with a unique key, a transaction for each feed.
/// </summary>
internal sealed class BarePapers : IDisposable
{
    private readonly SqliteConnection connection;

    public BarePapers(string folder)
    {
        connection = new SqliteConnection($"Data Source={folder}/bare.db;Pooling=False");
        connection.Open();
        using var create = connection.CreateCommand();
        create.CommandText =
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            CREATE TABLE papers (id INTEGER PRIMARY KEY, key TEXT UNIQUE, title TEXT, abstract TEXT, authors TEXT)
            """;
        create.ExecuteNonQuery();
    }

    public void Add(IReadOnlyList<Listing> papers)
    {
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO papers(key, title, abstract, authors) VALUES ($key, $title, $text, $authors)";
        var (key, title) = (insert.Parameters.Add("$key", SqliteType.Text),
            insert.Parameters.Add("$title", SqliteType.Text));
        var (text, authors) = (insert.Parameters.Add("$text", SqliteType.Text),
            insert.Parameters.Add("$authors", SqliteType.Text));
        foreach (var paper in papers)
        {
            (key.Value, title.Value) = (paper.SourceId, paper.Title);
            (text.Value, authors.Value) = (paper.Abstract, string.Join(", ", paper.Authors));
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose() => connection.Dispose();
}
