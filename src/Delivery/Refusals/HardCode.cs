namespace DigestMailer.Delivery.Refusals;

/// <summary>
/// The enhanced codes (RFC 3463, 7504, 7505) that mean: no such address, no such host, moved away, takes no mail at
/// all.
/// </summary>
internal static class HardCode
{
    public static bool Contains(string code, SmtpReply reply, Wording words) => code switch
    {
        "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" => true,
        // The recipient's server said 5.1.1 or the like, as Exchange Online passes it on.
        "5.1.351" => true,
        // No route: for want of a host, not for a name server that failed.
        "5.4.4" => !NameServer.IsIn(words),
        // A host that never takes mail (RFC 7504 §3); the code alone also means a host that is closed today.
        "5.3.2" => reply.Code is 521 or 556,
        // The name servers say that the domain does not exist, as Exchange Online writes it.
        "5.4.310" => true,
        // Cisco IronPort says this of an unknown recipient.
        "5.1.0" => reply.Words.Contains("#5.1.0 address rejected", StringComparison.OrdinalIgnoreCase),
        _ => reply.Code == 556,
    };

    private static readonly Vocabulary NameServer = Vocabulary.Of(
        """
        malformed/unexpected/servfail/timeout/again/refused/time | Postfix
        server/lookup fail/failed/failure/error | Exchange
        """);
}
