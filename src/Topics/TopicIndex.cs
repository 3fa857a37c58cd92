using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Dapper;
using DigestMailer.Papers;
using DigestMailer.Storage;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Topics;

/// <summary>
/// Answers topic queries over the papers in play: SQLite FTS5 in memory, with English stemming and accents folded.
/// Immutable once built; each query runs once, however often it is asked. Safe for several threads.
/// </summary>
internal sealed partial class TopicIndex : IDisposable
{
    private const char MarkOpen = '\uE000';
    private const char MarkClose = '\uE001';
    private const int MostWords = 5;

    private readonly SqliteConnection connection = new("Data Source=:memory:");
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<TopicMatch>> found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Query, long Paper), TextList> words = new();

    private TopicIndex()
    {
    }

    public static TopicIndex Build(IReadOnlyList<Paper> papers)
    {
        var index = new TopicIndex();
        index.Fill(papers);
        return index;
    }

    private void Fill(IReadOnlyList<Paper> papers)
    {
        connection.Open();
        connection.CreateFunction("names", (string authors, string wanted) => AuthorNames.AnyMatches(authors, wanted), isDeterministic: true);
        connection.Execute(
            """
            CREATE VIRTUAL TABLE texts USING fts5(title, abstract, tokenize = 'porter unicode61 remove_diacritics 2');
            CREATE TABLE facts (id INTEGER PRIMARY KEY, authors TEXT, categories TEXT, org TEXT, votes INTEGER, code INTEGER);
            """);
        using var transaction = connection.BeginTransaction();
        using var text = Command("INSERT INTO texts(rowid, title, abstract) VALUES ($id, $title, $abstract)", "$id", "$title", "$abstract");
        using var fact = Command("INSERT INTO facts VALUES ($id, $authors, $categories, $org, $votes, $code)", "$id", "$authors", "$categories", "$org", "$votes", "$code");
        foreach (var paper in papers)
        {
            Insert(text, paper.Id, paper.Title, paper.Abstract);
            Insert(fact, paper.Id, string.Join('\n', paper.Authors), " " + string.Join(' ', paper.Categories).ToLowerInvariant() + " ",
                paper.Organization ?? "", paper.Votes, paper.CodeUrl is null ? 0 : 1);
        }

        transaction.Commit();
    }

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

    private static void Insert(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    /// <summary>The papers that the query finds, best first, papers of equal relevance by id.</summary>
    public IReadOnlyList<TopicMatch> Find(TopicQuery query) => found.GetOrAdd(query.ToString(), _ =>
    {
        lock (gate)
        {
            return Run(QuerySql.Of(query));
        }
    });

    private List<TopicMatch> Run(QuerySql sql)
    {
        var ids = connection.Query<long>(sql.Find, sql.Parameters).ToList();
        var ranks = sql.Ranking is null ? [] : connection.Query<(long Id, double Rank)>(QuerySql.Rank, sql.Parameters).ToDictionary(row => row.Id, row => row.Rank);
        var best = ids.Select(id => ranks.GetValueOrDefault(id)).DefaultIfEmpty().Min();
        return [.. ids.Select(id => new TopicMatch(id, best < 0 ? ranks.GetValueOrDefault(id) / best : 1)).OrderByDescending(match => match.Relevance).ThenBy(match => match.PaperId)];
    }

    /// <summary>The words of the paper that the query's terms met, as they stand in it, the title's first; at most five.</summary>
    public TextList MatchedWords(TopicQuery query, long paperId) => words.GetOrAdd((query.ToString(), paperId), _ =>
    {
        var sql = QuerySql.Of(query);
        if (sql.Ranking is null)
        {
            return [];
        }

        lock (gate)
        {
            var marked = connection.QueryFirstOrDefault<string>(
                $"SELECT highlight(texts, 0, '{MarkOpen}', '{MarkClose}') || ' ' || highlight(texts, 1, '{MarkOpen}', '{MarkClose}') FROM texts WHERE texts MATCH @ranking AND rowid = @paperId",
                new { ranking = sql.Ranking, paperId });
            return TextList.Create([.. Marked().Matches(marked ?? "").Select(match => match.Groups[1].Value).DistinctBy(word => word.ToLowerInvariant()).Take(MostWords)]);
        }
    });

    public void Dispose() => connection.Dispose();

    [GeneratedRegex("\uE000(.*?)\uE001")]
    private static partial Regex Marked();
}
