namespace DigestMailer.Today;

/// <summary>How many mails of a day are planned or ended in a state, by kind, topic or domain.</summary>
/// <param name="Day">Its beginning in UTC, in Unix milliseconds.</param>
/// <param name="Part">Kind, topic or domain: by what they are counted.</param>
internal sealed record Figure(long Day, string Part, string Name, string State, long Mails)
{
    public const string Planned = "Planned";
    public const string Kind = "kind";
    public const string Topic = "topic";
    public const string Domain = "domain";

    /// <summary>The topic of subscribers who follow a query of their own.</summary>
    public const string OwnQuery = "(own query)";

    /// <summary>The topic of subscribers who follow every paper.</summary>
    public const string EveryPaper = "(every paper)";

    /// <summary>The topic of letters about a subscription.</summary>
    public const string Letter = "(letter)";
}
