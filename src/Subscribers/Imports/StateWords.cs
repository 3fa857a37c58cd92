namespace DigestMailer.Subscribers.Imports;

/// <summary>The words by which programs say it.</summary>
internal static class StateWords
{
    private static readonly (ImportedState State, string Words)[] Table =
    [
        (ImportedState.Active,
            "active enabled subscribed confirmed regular premium paid free comp comped complimentary gifted gift trial "
            + "trialed true yes y t 1 10 on optedin optin verified activated ok member aktiv abonniert bestätigt"),
        (ImportedState.Pending,
            "pending unconfirmed unactivated unverified unvalidated validating needsattention nonsubscribed "
            + "neversubscribed notsubscribed transactional paused churned churning pastdue waiting invited new "
            + "ausstehend unbestätigt"),
        (ImportedState.Left,
            "unsubscribed unsubscribe optedout optout inactive disabled removed deleted cancelled canceled archived "
            + "left ended expired withdrawn stopped false no n f 0 00 off abgemeldet inaktiv gelöscht"),
        (ImportedState.Failed,
            "blocklisted blacklisted blocked banned bounced bounce hardbounced hardbounce softbounced cleaned "
            + "complained complaint spam spammy junk abuse reportedspam undeliverable unreachable undelivered invalid "
            + "malformed suppressed"),
    ];

    private static readonly Dictionary<string, ImportedState> Known =
        Table.SelectMany(row => row.Words.Split(' ').Select(word => (word, row.State)))
            .ToDictionary(pair => PlainWord.Of(pair.word), pair => pair.State);

    /// <summary>What a word means; null where nobody can tell.</summary>
    public static ImportedState? Find(string word)
    {
        var plain = PlainWord.Of(word);
        return plain.Length == 0 ? ImportedState.Unsaid
            : Known.TryGetValue(plain, out var state) ? state : null;
    }
}
