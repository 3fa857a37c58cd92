namespace DigestMailer.Web.Api;

/// <summary>What a key may be used for.</summary>
/// <param name="Name">As it is written in commands and in the OpenAPI document.</param>
internal sealed record ApiScope(string Name, string Help)
{
    public static readonly ApiScope Ask = new("subscribers:ask", "Ask addresses to confirm a subscription.");
    public static readonly ApiScope ReadSubscribers = new("subscribers:read", "Read subscribers and their records.");
    public static readonly ApiScope WriteSubscribers = new("subscribers:write",
        "Add subscribers, with or without a proof of consent, change their wishes, pause and end subscriptions.");
    public static readonly ApiScope Erase =
        new("subscribers:erase", "Erase subscribers with all that is kept of them.");
    public static readonly ApiScope ReadDeliveries =
        new("deliveries:read", "Read the mail and digests of subscribers.");
    public static readonly ApiScope ReadPapers = new("papers:read", "Read topics and papers, and search them.");

    public static IReadOnlyList<ApiScope> All { get; } =
        [Ask, ReadSubscribers, WriteSubscribers, Erase, ReadDeliveries, ReadPapers];

    public static ApiScope? Find(string name) => All.FirstOrDefault(scope => scope.Name == name);
}
