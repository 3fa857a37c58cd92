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
            Fail(Here, "this closing parenthesis has no opening one");
        }

        var query = fault is null ? new TopicQuery(root!) : null;
        if (query?.Text.Length > TopicQuery.MaxLength)
        {
            Fail(Here, TopicQuery.TooLong);
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
        var nodes = new List<QueryNode>();
        do
        {
            Flatten<AllOf>(nodes, One(), all => all.Nodes);
            Take(TokenKind.And);
        }
        while (fault is null && Here.Kind is not (TokenKind.End or TokenKind.Or or TokenKind.Close));
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
            return Fail(Here, $"more than {MaxDepth} parentheses inside each other");
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
                Fail(token, at > 1 ? $"a word is missing after \"{tokens[^2].Text}\"" : "a word is missing here"),
            TokenKind.LoneStar =>
                Fail(token, "a * follows the beginning of a word, as in quantiz*; alone it must be the whole query"),
            _ => Fail(token, $"a word is missing before \"{token.Text}\""),
        };
        depth--;
        return node;
    }

    private QueryNode? Group(QueryToken open)
    {
        var node = Any();
        return fault is null && !Take(TokenKind.Close) ? Fail(open, "this parenthesis is never closed") : node;
    }

    private QueryNode? InField(QueryToken field)
    {
        if (!Fields.Contains(field.Text))
        {
            return Fail(field, UnknownField(field.Text));
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
            return Fail(value, value.Kind == TokenKind.Open
                ? $"a field takes one word or phrase; write {field.Text}:a {field.Text}:b or {field.Text}:\"a b\""
                : $"a word is missing after \"{field.Text}:\"");
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

    private static string UnknownField(string name)
    {
        var near = Fields.MinBy(known => EditDistance.Between(known, name))!;
        return EditDistance.Between(near, name) <= Math.Max(1, near.Length / 2)
            ? $"unknown field \"{name}\"; did you mean \"{near}\"?"
            : $"unknown field \"{name}\"; the fields are {string.Join(", ", Fields)}. "
                + "If you mean the text, put it in quotation marks";
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
        return Fail(value, $"write a bound on {name} as {name}:>{example}");
    }

    private QueryNode? HasOf(QueryToken value)
    {
        if (Enum.TryParse<LinkKind>(value.Text, ignoreCase: true, out var link) && !value.Text.Any(char.IsAsciiDigit))
        {
            return new HasLink(link);
        }

        var near = EditDistance.Between("project", value.Text) < EditDistance.Between("code", value.Text)
            ? "project" : "code";
        return Fail(value, $"a paper cannot have \"{value.Text}\"; did you mean has:{near}?");
    }

    private QueryNode? TermOf(QueryField field, QueryToken token, bool exact)
    {
        if (++terms > MaxTerms)
        {
            return Fail(token, $"a query has at most {MaxTerms} terms");
        }

        if (!token.Text.Any(char.IsLetterOrDigit))
        {
            return Fail(token,
                token.Text.Length == 0 ? "these quotation marks hold nothing"
                    : $"\"{token.Text}\" holds neither letter nor digit");
        }

        exact |= token is { Kind: TokenKind.Word, Text: ['=' or '＝', ..] };
        var term = new Term(field, token.Kind == TokenKind.Word ? token.Text.TrimStart('=', '＝') : token.Text,
            token.Kind == TokenKind.Phrase, Take(TokenKind.Star), exact);
        return !exact ? term
            : !term.IsOfText ? Fail(token, "only words of the text can be exact; leave out the = here")
            : term.Prefix ? Fail(token, "an exact word has no *; leave out the = or the *")
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

    private QueryNode? Fail(QueryToken token, string message)
    {
        fault ??= new QueryFault(token.Position, message);
        return null;
    }

    [GeneratedRegex("^(>=|<=|>|<|=)([0-9]{1,9})$", RegexOptions.NonBacktracking)]
    private static partial Regex BoundText();
}
