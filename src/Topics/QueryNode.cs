namespace DigestMailer.Topics;

/// <summary>A node of a parsed topic query; prints as canonical text.</summary>
internal abstract record QueryNode;

/// <summary>All of them.</summary>
internal sealed record AllOf(IReadOnlyList<QueryNode> Nodes) : QueryNode
{
    public bool Equals(AllOf? other) => other is not null && Nodes.SequenceEqual(other.Nodes);

    public override int GetHashCode() => Nodes.Count;

    public override string ToString() => string.Join(' ', Nodes.Select(node => node is AnyOf ? $"({node})" : node.ToString()));
}

/// <summary>At least one of them.</summary>
internal sealed record AnyOf(IReadOnlyList<QueryNode> Nodes) : QueryNode
{
    public bool Equals(AnyOf? other) => other is not null && Nodes.SequenceEqual(other.Nodes);

    public override int GetHashCode() => Nodes.Count;

    public override string ToString() => string.Join(" OR ", Nodes);
}

/// <summary>Not this one.</summary>
internal sealed record Not(QueryNode Node) : QueryNode
{
    public override string ToString() => Node is AllOf or AnyOf ? $"-({Node})" : $"-{Node}";
}

/// <summary>A word, a phrase or the beginning of a word, anywhere or in one field.</summary>
internal sealed record Term(QueryField Field, string Text, bool Phrase, bool Prefix) : QueryNode
{
    public override string ToString() =>
        (Field == QueryField.Any ? "" : Field.ToString().ToLowerInvariant() + ":") + (Phrase ? $"\"{Text}\"" : Text) + (Prefix ? "*" : "");
}

/// <summary>A bound on the votes.</summary>
internal sealed record Votes(string Comparison, int Count) : QueryNode
{
    public override string ToString() => FormattableString.Invariant($"votes:{Comparison}{Count}");
}

/// <summary>Papers that come with code.</summary>
internal sealed record HasCode : QueryNode
{
    public override string ToString() => "has:code";
}

/// <summary>Every paper.</summary>
internal sealed record Everything : QueryNode
{
    public override string ToString() => "*";
}

/// <summary>Where a term is looked for.</summary>
internal enum QueryField { Any, Title, Abstract, Author, Category, Org }
