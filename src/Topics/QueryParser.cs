using System.Globalization;
using System.Text.RegularExpressions;

namespace DigestMailer.Topics;

/// <summary>Reads the pieces of a query into its tree by recursive descent; depth and number of terms are bounded.</summary>
internal sealed partial class QueryParser(List<QueryToken> tokens)
{
    private const int MaxDepth = 50;
    private const int MaxTerms = 100;
    private static readonly string[] Fields = ["title", "abstract", "author", "category", "org", "votes", "has"];

    private QueryFault? fault;
    private int at;
    private int depth;
    private int terms;

    public ParsedQuery Parse()
    {
        if (Here.Kind == TokenKind.End || (Here.Kind == TokenKind.Star && tokens[1].Kind == TokenKind.End))
        {
            return new ParsedQuery(new TopicQuery(new Everything()), null);
        }

        var root = Any();
        if (fault is null && Here.Kind != TokenKind.End)
        {
            Fail(Here, "this closing parenthesis has no opening one");
        }

        return fault is null ? new ParsedQuery(new TopicQuery(root!), null) : new ParsedQuery(null, fault);
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
            TokenKind.Word or TokenKind.Phrase => TermOf(QueryField.Any, token),
            TokenKind.End => Fail(token, "a word is missing here"),
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
            return Fail(field, $"unknown field \"{field.Text}\"; did you mean \"{Fields.MinBy(known => EditDistance.Between(known, field.Text))}\"?");
        }

        var value = tokens[at];
        if (value.Kind is not (TokenKind.Word or TokenKind.Phrase))
        {
            return Fail(value, $"a word is missing after \"{field.Text}:\"");
        }

        at++;
        return field.Text switch
        {
            "votes" => VotesOf(value),
            "has" => value.Text == "code" ? new HasCode() : Fail(value, "only has:code is known"),
            _ => TermOf(Enum.Parse<QueryField>(field.Text, ignoreCase: true), value),
        };
    }

    private QueryNode? VotesOf(QueryToken value)
    {
        var match = Bound().Match(value.Text);
        return match.Success && int.TryParse(match.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new Votes(match.Groups[1].Value, count)
            : Fail(value, "write a bound on votes as votes:>10");
    }

    private QueryNode? TermOf(QueryField field, QueryToken token)
    {
        if (++terms > MaxTerms)
        {
            return Fail(token, $"a query has at most {MaxTerms} terms");
        }

        if (!token.Text.Any(char.IsLetterOrDigit))
        {
            return Fail(token, $"\"{token.Text}\" holds neither letter nor digit");
        }

        return new Term(field, token.Text, token.Kind == TokenKind.Phrase, Take(TokenKind.Star));
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

    [GeneratedRegex("^(>=|<=|>|<|=)([0-9]{1,9})$")]
    private static partial Regex Bound();
}
