using System.Text.RegularExpressions;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// The enhanced codes (RFC 3463, 7504, 7505) that mean: no such address, no such host, moved away, takes no mail at
/// all.
/// </summary>
internal static partial class HardCode
{
    public static bool Contains(string code, string words) => code switch
    {
        "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" => true,
        // The recipient's server said 5.1.1 or the like, as a large provider passes it on.
        "5.1.351" => true,
        // No route: for want of a host, not for a name server that failed.
        "5.4.4" => !NameServer().IsMatch(words),
        // A host that never takes mail (RFC 7504 §3); the code alone also stands for a host that is closed today.
        "5.3.2" => NoMailHost().IsMatch(words),
        // What a large provider says of a recipient that its directory does not hold.
        "5.4.1" => RecipientRefused().IsMatch(words),
        // Its name servers say that the domain does not exist, as the same provider writes it.
        "5.4.310" => true,
        // What a widespread gateway says of an unknown recipient, and a large provider under the code of policy.
        "5.1.0" => AddressRejected().IsMatch(words),
        "5.7.1" => NoSuchUser().IsMatch(words),
        _ => false,
    };

    [GeneratedRegex("malformed|unexpected|server fail|servfail|time|again|refused", RegexOptions.IgnoreCase)]
    private static partial Regex NameServer();

    [GeneratedRegex(@"#5\.1\.0 address rejected", RegexOptions.IgnoreCase)]
    private static partial Regex AddressRejected();

    [GeneratedRegex(@"\b5\.7\.1 no such user\b", RegexOptions.IgnoreCase)]
    private static partial Regex NoSuchUser();

    [GeneratedRegex(@"\b(?:521|556)\b")]
    private static partial Regex NoMailHost();

    [GeneratedRegex("recipient address(?:es)? rejected ?: access denied", RegexOptions.IgnoreCase)]
    private static partial Regex RecipientRefused();
}
