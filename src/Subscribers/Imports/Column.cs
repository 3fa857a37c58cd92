namespace DigestMailer.Subscribers.Imports;

/// <summary>What a column was taken for.</summary>
/// <param name="Wish">Which wish it holds; null for everything else.</param>
internal sealed record Column(Meaning Meaning, WishField? Wish = null)
{
    public string Name => Wish?.Name ?? Meaning switch
    {
        Meaning.First => "first name",
        Meaning.Last => "last name",
        Meaning.Answered or Meaning.Created => "date of the row",
        Meaning.Confirmed => "confirmed if set",
        Meaning.Stopped => "unsubscribed if set",
        Meaning.Failed => "undeliverable if set",
        _ => Meaning.ToString().ToLowerInvariant(),
    };
}

/// <summary>The kinds of columns that an import reads.</summary>
internal enum Meaning
{
    Email, Name, First, Last, Topics, Queries, Wish,

    /// <summary>Which of the person's digests the row is.</summary>
    Digest,

    /// <summary>A proof that they agreed, in words.</summary>
    Consent,

    /// <summary>When they agreed; a proof too where there are no words.</summary>
    Consented,

    /// <summary>When a form was filled in, and thus when they agreed in it; no proof.</summary>
    Answered,

    /// <summary>When the row was made; no proof.</summary>
    Created,

    /// <summary>Whether they are mailed at all.</summary>
    State,

    /// <summary>Filled in or ticked for people who confirmed; the others wait.</summary>
    Confirmed,

    /// <summary>When they left.</summary>
    Left,

    /// <summary>Filled in or ticked for people who left.</summary>
    Stopped,

    /// <summary>Filled in or ticked for addresses that cannot be mailed.</summary>
    Failed,
}
