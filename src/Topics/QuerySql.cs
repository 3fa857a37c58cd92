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
        Find = $"SELECT f.id FROM facts f WHERE {condition}";
    }

    /// <summary>Gives the ids of the papers that fit.</summary>
    public string Find { get; }

    /// <summary>Gives id and rank (more negative is better) of the papers that hold any positive text term; a question apart, since a join of the two would be walked paper by paper.</summary>
    public const string Rank = "SELECT rowid, bm25(texts, 10.0, 3.0) FROM texts WHERE texts MATCH @ranking";

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
