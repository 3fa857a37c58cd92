using System.Globalization;
using System.Text.RegularExpressions;
using DigestMailer.Settings;

namespace DigestMailer.Topics.Queries;

/// <summary>
/// Reads the pieces of a query into its tree by recursive descent; depth and number of terms are bounded.
/// </summary>
internal sealed partial class QueryParser(List<QueryToken> tokens)
{
    private const int MaxDepth = 50;
    private const int MaxTerms = 100;
    private static readonly string[] Fields =
    [
        "title", "abstract", "author", "category", "primary", "org", "source", "like", "about", "nearer", "nearest",
        "votes", "stars", "has",
    ];

    private QueryFault? fault;
    private int at;
    private int depth;
    private int terms;

    public ParsedQuery Parse()
    {
        if (Here.Kind == TokenKind.End || (Here.Kind == TokenKind.LoneStar && tokens[1].Kind == TokenKind.End))
        {
            return new ParsedQuery(new TopicQuery(new Everything()), null);
        }

        var root = Any();
        if (fault is null && Here.Kind != TokenKind.End)
        {
            Fail(Here, QueryFaultKind.Unopened);
        }

        var query = fault is null ? new TopicQuery(root!) : null;
        if (query?.Text.Length > TopicQuery.MaxLength)
        {
            Fail(Here, QueryFaultKind.TooLong, advice: $"{TopicQuery.MaxLength}");
        }

        return fault is null ? new ParsedQuery(query, null) : new ParsedQuery(null, fault);
    }

    private QueryToken Here => tokens[at];

    private QueryNode? Any()
    {
        var nodes = new List<QueryNode>();
        do
        {
            Flatten<AnyOf>(nodes, All(), any => any.Nodes);
        }
        while (fault is null && Take(TokenKind.Or));
        return fault is not null ? null : nodes.Count == 1 ? nodes[0] : new AnyOf(nodes);
    }

    private QueryNode? All()
    {
        var (nodes, needsMore) = (new List<QueryNode>(), false);
        do
        {
            Flatten<AllOf>(nodes, One(), all => all.Nodes);
            needsMore = Take(TokenKind.And);
        }
        while (fault is null && (needsMore || Here.Kind is not (TokenKind.End or TokenKind.Or or TokenKind.Close)));
        return fault is not null ? null : nodes.Count == 1 ? nodes[0] : new AllOf(nodes);
    }

    private static void Flatten<T>(List<QueryNode> nodes, QueryNode? node, Func<T, IReadOnlyList<QueryNode>> inner)
        where T : QueryNode
    {
        if (node is T same)
        {
            nodes.AddRange(inner(same));
        }
        else if (node is not null)
        {
            nodes.Add(node);
        }
    }

    private QueryNode? One()
    {
        if (++depth > MaxDepth)
        {
            return Fail(Here, QueryFaultKind.TooDeep, advice: $"{MaxDepth}");
        }

        var token = tokens[at];
        at = Math.Min(at + 1, tokens.Count - 1);
        var node = token.Kind switch
        {
            TokenKind.Not => One() switch { Not twice => twice.Node, { } inner => new Not(inner), null => null },
            TokenKind.Open => Group(token),
            TokenKind.Field => InField(token),
            TokenKind.Word or TokenKind.Phrase => TermOf(QueryField.Any, token, exact: false),
            TokenKind.Exact => ExactTerm(QueryField.Any),
            TokenKind.End =>
                at > 1 ? Fail(token, QueryFaultKind.WordAfter, tokens[^2].Text) : Fail(token, QueryFaultKind.WordHere),
            TokenKind.LoneStar => Fail(token, QueryFaultKind.LoneStar),
            _ => Fail(token, QueryFaultKind.WordBefore, token.Text),
        };
        depth--;
        return node;
    }

    private QueryNode? Group(QueryToken open)
    {
        var node = Any();
        return fault is null && !Take(TokenKind.Close) ? Fail(open, QueryFaultKind.Unclosed) : node;
    }

    private QueryNode? InField(QueryToken field)
    {
        if (!Fields.Contains(field.Text))
        {
            return UnknownField(field);
        }

        var value = tokens[at];
        if (value.Kind == TokenKind.Exact)
        {
            at++;
            return ExactTerm(
                Enum.TryParse<QueryField>(field.Text, ignoreCase: true, out var of) ? of : QueryField.Like);
        }

        if (value.Kind is not (TokenKind.Word or TokenKind.Phrase))
        {
            return value.Kind == TokenKind.Open ? Fail(value, QueryFaultKind.FieldOfGroup, field.Text)
                : Fail(value, QueryFaultKind.WordAfter, field.Text + ":");
        }

        at++;
        return field.Text switch
        {
            "votes" => BoundOf(CountField.Votes, value),
            "stars" => BoundOf(CountField.Stars, value),
            "has" => HasOf(value),
            _ => TermOf(Enum.Parse<QueryField>(field.Text, ignoreCase: true), value, exact: false),
        };
    }

    /// <summary>The phrase after an equals sign.</summary>
    private QueryNode? ExactTerm(QueryField field)
    {
        var phrase = tokens[at];
        at = Math.Min(at + 1, tokens.Count - 1);
        return TermOf(field, phrase, exact: true);
    }

    private QueryNode? UnknownField(QueryToken field)
    {
        var near = Fields.MinBy(known => EditDistance.Between(known, field.Text))!;
        return EditDistance.Between(near, field.Text) <= Math.Max(1, near.Length / 2)
            ? Fail(field, QueryFaultKind.FieldLike, field.Text, near)
            : Fail(field, QueryFaultKind.FieldUnknown, field.Text, string.Join(", ", Fields));
    }

    private QueryNode? BoundOf(CountField field, QueryToken value)
    {
        var name = field.ToString().ToLowerInvariant();
        var match = BoundText().Match(value.Text);
        if (match.Success
            && int.TryParse(match.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return new Bound(field, match.Groups[1].Value, count);
        }

        var example = value.Text.All(char.IsAsciiDigit) && value.Text.Length < 10 ? value.Text : "10";
        return Fail(value, QueryFaultKind.Bound, name, example);
    }

    private QueryNode? HasOf(QueryToken value)
    {
        // By its name alone: the runtime also reads numbers and lists.
        if (Enum.TryParse<LinkKind>(value.Text, ignoreCase: true, out var link)
            && string.Equals(link.ToString(), value.Text, StringComparison.OrdinalIgnoreCase))
        {
            return new HasLink(link);
        }

        var near = EditDistance.Between("project", value.Text) < EditDistance.Between("code", value.Text)
            ? "project" : "code";
        return Fail(value, QueryFaultKind.HasLike, value.Text, near);
    }

    private QueryNode? TermOf(QueryField field, QueryToken token, bool exact)
    {
        if (++terms > MaxTerms)
        {
            return Fail(token, QueryFaultKind.TooManyTerms, advice: $"{MaxTerms}");
        }

        if (!token.Text.Any(char.IsLetterOrDigit))
        {
            return token.Text.Length == 0 ? Fail(token, QueryFaultKind.EmptyQuotes)
                : Fail(token, QueryFaultKind.NoLetter, token.Text);
        }

        exact |= token is { Kind: TokenKind.Word, Text: ['=' or '＝', ..] };
        var term = new Term(field, token.Kind == TokenKind.Word ? token.Text.TrimStart('=', '＝') : token.Text,
            token.Kind == TokenKind.Phrase, Take(TokenKind.Star), exact);
        return !exact ? term
            : !term.IsOfText ? Fail(token, QueryFaultKind.ExactField)
            : term.Prefix ? Fail(token, QueryFaultKind.ExactStar)
            : term;
    }

    private bool Take(TokenKind kind)
    {
        if (Here.Kind != kind)
        {
            return false;
        }

        at++;
        return true;
    }

    private QueryNode? Fail(QueryToken token, QueryFaultKind kind, string word = "", string advice = "")
    {
        fault ??= new QueryFault(token.Position, kind, word, advice);
        return null;
    }

    [GeneratedRegex("^(>=|<=|>|<|=)([0-9]{1,9})$", RegexOptions.NonBacktracking)]
    private static partial Regex BoundText();
}
