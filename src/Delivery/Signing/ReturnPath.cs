using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DigestMailer.Delivery.Signing;

/// <summary>
/// The envelope sender of each mail: <c>bounce+42.kq3v…@example.org</c> says to whom it went, whatever a report about
/// it leaves out (VERP). Its HMAC-SHA256, cut to 80 bits, keeps strangers from having an address suppressed by a forged
/// report.
/// </summary>
internal sealed partial class ReturnPath(KeyRing ring, IOptions<DeliveryOptions> options)
{
    /// <summary>Purpose of the keys that sign.</summary>
    public const string Ring = "return-path";

    /// <summary>
    /// What a number of 19 digits and the rest leave of the 64 octets of a local part (RFC 5321 §4.5.3.1.1).
    /// </summary>
    public const int MostOctetsBefore = 64 - 1 - 19 - 1 - MacLength;

    private const int MacLength = 16;
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    private readonly MailboxAddress plain = MailboxAddress.Parse(options.Value.ReturnPath ?? options.Value.From);
    private readonly bool verp = options.Value is { ReturnPath: not null, Verp: true };

    /// <summary>
    /// Where reports about mail to this subscriber go; the plain From address where no return path is set.
    /// </summary>
    public MailboxAddress Of(long subscriberId)
    {
        if (!verp)
        {
            return plain;
        }

        var at = plain.Address.LastIndexOf('@');
        var number = subscriberId.ToString(CultureInfo.InvariantCulture);
        return new MailboxAddress("",
            $"{plain.Address[..at]}+{number}.{Mac(ring.Keys(Ring)[0], subscriberId)}{plain.Address[at..]}");
    }

    /// <summary>
    /// The subscriber whom an address of ours stands for; false where it is not ours, or damaged. Relays may have
    /// changed its case.
    /// </summary>
    public bool TryRead(string? address, out long subscriberId)
    {
        subscriberId = 0;
        var match = Signed().Match(address ?? "");
        if (!match.Success
            || !long.TryParse(match.Groups["id"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture,
                out var id))
        {
            return false;
        }

        var mac = Encoding.ASCII.GetBytes(match.Groups["mac"].Value.ToLowerInvariant());
        if (!ring.Keys(Ring)
            .Any(key => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Mac(key, id)), mac)))
        {
            return false;
        }

        subscriberId = id;
        return true;
    }

    private static string Mac(SigningKey key, long subscriberId)
    {
        Span<byte> mac = stackalloc byte[32];
        key.Sign(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Ring}:{subscriberId}")), mac);
        // Base32 survives relays that fold case.
        Span<char> text = stackalloc char[MacLength];
        for (var i = 0; i < MacLength; i++)
        {
            var (index, shift) = (i * 5 / 8, i * 5 % 8);
            text[i] = Base32[((((mac[index] << 8) | mac[index + 1]) >> (11 - shift)) & 31)];
        }

        return new string(text);
    }

    [GeneratedRegex(@"\+(?<id>[0-9]{1,19})\.(?<mac>[a-z2-7]{16})@",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signed();
}
