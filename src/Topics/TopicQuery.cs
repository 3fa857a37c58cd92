namespace DigestMailer.Topics;

/// <summary>
/// A query of the topic language: words (stemmed), "phrases", <c>prefix*</c>, OR, NOT or <c>-</c>, parentheses, side by side means all,
/// and the fields <c>title: abstract: author: category: org: votes: has:</c>. Equal where the trees are equal.
/// </summary>
internal sealed record TopicQuery(QueryNode Root)
{
    /// <summary>Longest text that is read.</summary>
    public const int MaxLength = 2000;

    /// <summary>The query, or the fault with its place. No input throws.</summary>
    public static ParsedQuery Parse(string? text)
    {
        text = (text ?? "").Trim();
        if (text.Length > MaxLength)
        {
            return new ParsedQuery(null, new QueryFault(MaxLength, $"a query has at most {MaxLength} characters"));
        }

        var (tokens, fault) = QueryTokens.Read(text);
        return fault is null ? new QueryParser(tokens).Parse() : new ParsedQuery(null, fault);
    }

    /// <summary>Canonical text; reads back as an equal query.</summary>
    public override string ToString() => Root.ToString()!;
}

/// <summary>What became of a text: a query or a fault.</summary>
internal sealed record ParsedQuery(TopicQuery? Query, QueryFault? Fault);
