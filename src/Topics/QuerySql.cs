using System.Globalization;
using Dapper;

namespace DigestMailer.Topics;

/// <summary>A query as one parameterised statement over the tables of <see cref="TopicIndex"/>; no text of the query is ever part of the SQL.</summary>
internal sealed class QuerySql
{
    private readonly List<string> positive = [];

    private QuerySql(QueryNode root)
    {
        var condition = Condition(root, negated: false);
        Ranking = positive.Count == 0 ? null : string.Join(" OR ", positive.Distinct(StringComparer.Ordinal));
        Parameters.Add("ranking", Ranking);
        // Matching and ranking are two questions: the rank of a paper comes from every positive term it holds.
        Find = Ranking is null
            ? $"SELECT f.id, 0.0 FROM facts f WHERE {condition}"
            : $"""
               SELECT f.id, COALESCE(r.rank, 0.0) FROM facts f
               LEFT JOIN (SELECT rowid AS id, bm25(texts, 10.0, 3.0) AS rank FROM texts WHERE texts MATCH @ranking) r ON r.id = f.id
               WHERE {condition}
               """;
    }

    /// <summary>Gives id and rank (more negative is better).</summary>
    public string Find { get; }

    public DynamicParameters Parameters { get; } = new();

    /// <summary>The FTS5 expression of all positive text terms, or null where there are none.</summary>
    public string? Ranking { get; }

    public static QuerySql Of(TopicQuery query) => new(query.Root);

    private string Condition(QueryNode node, bool negated) => node switch
    {
        AllOf all => "(" + string.Join(" AND ", all.Nodes.Select(inner => Condition(inner, negated))) + ")",
        AnyOf any => "(" + string.Join(" OR ", any.Nodes.Select(inner => Condition(inner, negated))) + ")",
        Not not => $"NOT {Condition(not.Node, !negated)}",
        Votes votes => $"f.votes {votes.Comparison} {votes.Count.ToString(CultureInfo.InvariantCulture)}",
        HasCode => "f.code = 1",
        Term term => Fact(term) ?? Text(term, negated),
        _ => "1 = 1",
    };

    private string? Fact(Term term) => term.Field switch
    {
        QueryField.Author => $"names(f.authors, {Parameter(term.Text)})",
        QueryField.Category => $"f.categories LIKE {Parameter(Category(term))} ESCAPE '\\'",
        QueryField.Org => $"f.org LIKE {Parameter($"%{Like(term.Text)}%")} ESCAPE '\\'",
        _ => null,
    };

    private static string Category(Term term) => $"% {Like(term.Text.ToLowerInvariant())}{(term.Prefix ? "%" : " %")}";

    private static string Like(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private string Text(Term term, bool negated)
    {
        var match = (term.Field == QueryField.Any ? "" : term.Field.ToString().ToLowerInvariant() + " : ") + $"\"{term.Text.Replace('\0', ' ')}\"" + (term.Prefix ? " *" : "");
        if (!negated)
        {
            positive.Add(match);
        }

        return $"f.id IN (SELECT rowid FROM texts WHERE texts MATCH {Parameter(match)})";
    }

    private string Parameter(string value)
    {
        var name = FormattableString.Invariant($"@p{Parameters.ParameterNames.Count()}");
        Parameters.Add(name, value);
        return name;
    }
}
