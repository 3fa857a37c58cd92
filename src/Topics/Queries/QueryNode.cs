namespace DigestMailer.Topics.Queries;

/// <summary>A node of a parsed topic query; prints as canonical text, and is equal where that is.</summary>
internal abstract record QueryNode
{
    /// <summary>This node and all below it.</summary>
    public IEnumerable<QueryNode> All => Inner.SelectMany(node => node.All).Prepend(this);

    protected virtual IEnumerable<QueryNode> Inner => [];
}

/// <summary>All of them.</summary>
internal sealed record AllOf(IReadOnlyList<QueryNode> Nodes) : QueryNode
{
    protected override IEnumerable<QueryNode> Inner => Nodes;

    public bool Equals(AllOf? other) => other is not null && Nodes.SequenceEqual(other.Nodes);

    public override int GetHashCode() => Nodes.Count;

    public override string ToString() =>
        string.Join(' ', Nodes.Select(node => node is AnyOf ? $"({node})" : node.ToString()));
}

/// <summary>At least one of them.</summary>
internal sealed record AnyOf(IReadOnlyList<QueryNode> Nodes) : QueryNode
{
    protected override IEnumerable<QueryNode> Inner => Nodes;

    public bool Equals(AnyOf? other) => other is not null && Nodes.SequenceEqual(other.Nodes);

    public override int GetHashCode() => Nodes.Count;

    public override string ToString() => string.Join(" OR ", Nodes);
}

/// <summary>Not this one.</summary>
internal sealed record Not(QueryNode Node) : QueryNode
{
    protected override IEnumerable<QueryNode> Inner => [Node];

    public override string ToString() => Node is AllOf or AnyOf ? $"-({Node})" : $"-{Node}";
}

/// <summary>A word, a phrase or the beginning of a word, anywhere or in one field.</summary>
/// <param name="Exact">Just as it is written, except case and accents.</param>
internal sealed record Term(QueryField Field, string Text, bool Phrase, bool Prefix, bool Exact = false) : QueryNode
{
    /// <summary>Whether papers are compared with prose or with a paper, and ranked.</summary>
    public bool IsOfMeaning =>
        Field is QueryField.About or QueryField.Nearer or QueryField.Nearest or QueryField.Like;

    /// <summary>Whether it is prose.</summary>
    public bool IsProse => IsOfMeaning && Field != QueryField.Like;

    /// <summary>Whether it is looked for in the text, not among the facts of a paper.</summary>
    public bool IsOfText => Field is QueryField.Any or QueryField.Title or QueryField.Abstract;

    public override string ToString() =>
        (Field == QueryField.Any ? "" : Field.ToString().ToLowerInvariant() + ":") + (Exact ? "=" : "")
            + (Phrase ? $"\"{Text}\"" : Text) + (Prefix ? "*" : "");
}

/// <summary>A bound on the votes or the stars.</summary>
internal sealed record Bound(CountField Field, string Comparison, int Count) : QueryNode
{
    public bool Holds(int value) => Comparison switch
    {
        ">" => value > Count,
        ">=" => value >= Count,
        "<" => value < Count,
        "<=" => value <= Count,
        _ => value == Count,
    };

    public override string ToString() =>
        FormattableString.Invariant($"{Field.ToString().ToLowerInvariant()}:{Comparison}{Count}");
}

/// <summary>Papers that come with a link of this kind.</summary>
internal sealed record HasLink(LinkKind Link) : QueryNode
{
    public override string ToString() => $"has:{Link.ToString().ToLowerInvariant()}";
}

/// <summary>Every paper.</summary>
internal sealed record Everything : QueryNode
{
    public override string ToString() => "*";
}

/// <summary>
/// Where a term is looked for: in the text, among the facts of a paper, or in its meaning (near, nearer or nearest).
/// </summary>
internal enum QueryField { Any, Title, Abstract, Author, Category, Primary, Org, Source, Like, About, Nearer, Nearest }

/// <summary>What can be counted.</summary>
internal enum CountField { Votes, Stars }

/// <summary>Links that a query can ask for.</summary>
internal enum LinkKind { Code, Project }
