namespace DigestMailer.Topics.Queries;

/// <summary>
/// A query of the topic language: words in singular or plural, <c>="exact words"</c>, "phrases", <c>prefix*</c>, OR,
/// NOT or <c>-</c>, parentheses, side by side means all, and fields such as <c>title:</c>, <c>author:</c> or
/// <c>votes:</c>. Equal where the trees are equal.
/// </summary>
internal sealed record TopicQuery(QueryNode Root)
{
    /// <summary>Longest text that is read or printed.</summary>
    public const int MaxLength = 2000;

    /// <summary>Canonical text; reads back as an equal query.</summary>
    public string Text { get; } = Root.ToString()!;

    /// <summary>How relevant a paper must be; 0 takes the query at its word.</summary>
    public double AtLeast { get; init; }

    /// <summary>
    /// How near a paper must be to the prose and the papers that it is compared with, besides what the fields say; at
    /// more than 1 only words and facts find papers.
    /// </summary>
    public float NearAtLeast { get; init; }

    /// <summary>Of how many papers of a month one is near to its prose; 0 for the usual ranks.</summary>
    public int NearOneIn { get; init; }

    /// <summary>The papers that it names by <c>like:</c>.</summary>
    public IReadOnlyList<string> Liked { get; } =
        [.. Root.All.OfType<Term>().Where(term => term.Field == QueryField.Like).Select(term => term.Text)];

    /// <summary>Whether it ranks papers by meaning, so that what it finds is near, not certain.</summary>
    public bool IsOfMeaning { get; } = Root.All.OfType<Term>().Any(term => term.IsOfMeaning);

    /// <summary>Its terms that speak for a paper.</summary>
    public IReadOnlyList<Term> Wanted { get; } = [.. Wish(Root)];

    /// <summary>The query, or the fault with its place. No input throws.</summary>
    public static ParsedQuery Parse(string? text)
    {
        text = (text ?? "").Trim();
        if (text.Length > MaxLength)
        {
            return new ParsedQuery(null, new QueryFault(MaxLength, QueryFaultKind.TooLong, Advice: $"{MaxLength}"));
        }

        var (tokens, fault) = QueryTokens.Read(text);
        return fault is null ? new QueryParser(tokens).Parse() : new ParsedQuery(null, fault);
    }

    private static IEnumerable<Term> Wish(QueryNode node) => node switch
    {
        Term term => [term],
        AllOf all => all.Nodes.SelectMany(Wish),
        AnyOf any => any.Nodes.SelectMany(Wish),
        _ => [],
    };

    public bool Equals(TopicQuery? other) => other is not null && Text == other.Text && AtLeast == other.AtLeast
        && NearAtLeast == other.NearAtLeast && NearOneIn == other.NearOneIn;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;
}

/// <summary>What became of a text: a query or a fault.</summary>
internal sealed record ParsedQuery(TopicQuery? Query, QueryFault? Fault);
