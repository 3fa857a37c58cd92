using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DigestMailer.Subscribers;

/// <summary>
/// The text of a signed link: letters and digits only, in Crockford's base32 of what <see cref="SignedLinks"/> signs,
/// so that no mail program takes its end for punctuation; case does not count. It also reads the older form
/// <c>v1.key.subscriber.mac</c>, and both with what mail programs add to a link or break into it.
/// </summary>
/// <param name="Expiry">Unix time in seconds; null for a link that never ends.</param>
internal sealed record LinkText(long Key, long Subscriber, long? Expiry, byte[] Mac)
{
    /// <summary>Bytes of a signature.</summary>
    public const int MacBytes = 18;

    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const byte Lasting = 0x10;
    private const byte Ending = 0x11;
    private const int MostCharacters = 400;
    private static readonly string[] LeftOut = ["", "-", "_"];

    /// <summary>As it appears in an address.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[1 + (3 * 10) + MacBytes];
        bytes[0] = Expiry is null ? Lasting : Ending;
        var length = 1;
        length += Write(Key, bytes[length..]);
        length += Write(Subscriber, bytes[length..]);
        length += Expiry is { } end ? Write(end, bytes[length..]) : 0;
        Mac.CopyTo(bytes[length..]);
        return Encode(bytes[..(length + MacBytes)]);
    }

    private static int Write(long number, Span<byte> bytes)
    {
        var (left, length) = ((ulong)number, 0);
        for (; left >= 0x80; left >>= 7)
        {
            bytes[length++] = (byte)(left | 0x80);
        }

        bytes[length++] = (byte)left;
        return length;
    }

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / 5) + 1);
        var (held, bits) = (0, 0);
        foreach (var one in bytes)
        {
            (held, bits) = ((held << 8) | one, bits + 8);
            for (; bits >= 5; bits -= 5)
            {
                text.Append(Letters[(held >> (bits - 5)) & 31]);
            }

            held &= (1 << bits) - 1;
        }

        return (bits > 0 ? text.Append(Letters[(held << (5 - bits)) & 31]) : text).ToString();
    }

    /// <summary>
    /// What a token may mean: as it is, up to the first foreign character, and with every foreign character taken out.
    /// Whether one of them is ours, the signature says.
    /// </summary>
    public static IEnumerable<LinkText> Readings(string token)
    {
        if (token.Length > MostCharacters)
        {
            return [];
        }

        // Zero-width characters and soft hyphens may be anywhere, in front too.
        var seen = string.Concat(token.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format));
        return seen.Contains("v1.", StringComparison.OrdinalIgnoreCase)
            ? Spellings(seen, IsOld).SelectMany(ReadOld)
            : Spellings(seen, char.IsAsciiLetterOrDigit).Select(Read).OfType<LinkText>();
    }

    private static IEnumerable<string> Spellings(string text, Func<char, bool> isOurs) =>
        new[]
        {
            string.Concat(text.SkipWhile(c => !isOurs(c)).TakeWhile(isOurs)),
            string.Concat(text.Where(isOurs)),
            string.Concat(WithoutEscapes(text).Where(isOurs)),
        }.Distinct(StringComparer.Ordinal);

    /// <summary>Without <c>=0D</c> or <c>%0D</c>, as quoted-printable or an address writes a break.</summary>
    private static string WithoutEscapes(string text)
    {
        var left = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '=' or '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1])
                && char.IsAsciiHexDigit(text[i + 2]))
            {
                i += 2;
            }
            else
            {
                left.Append(text[i]);
            }
        }

        return left.ToString();
    }

    private static bool IsOld(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';

    private static LinkText? Read(string text)
    {
        var bytes = Decode(text);
        var at = 1;
        if (bytes is not [Lasting or Ending, ..] || !TryRead(bytes, ref at, out var key)
            || !TryRead(bytes, ref at, out var subscriber))
        {
            return null;
        }

        long? expiry = null;
        if (bytes[0] == Ending)
        {
            if (!TryRead(bytes, ref at, out var end))
            {
                return null;
            }

            expiry = end;
        }

        return bytes.Length - at == MacBytes ? new LinkText(key, subscriber, expiry, bytes[at..]) : null;
    }

    private static bool TryRead(byte[] bytes, ref int at, out long number)
    {
        number = 0;
        for (var shift = 0; at < bytes.Length && shift < 63; shift += 7)
        {
            var one = bytes[at++];
            number |= (long)(one & 0x7f) << shift;
            if (one < 0x80)
            {
                // One spelling for each number.
                return one > 0 || shift == 0;
            }
        }

        return false;
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (held, bits) = (0, 0);
        foreach (var c in text)
        {
            if (ValueOf(c) is not (>= 0 and var value))
            {
                return null;
            }

            (held, bits) = ((held << 5) | value, bits + 5);
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(held >> bits));
                held &= (1 << bits) - 1;
            }
        }

        return held == 0 && bits < 5 ? [.. bytes] : null;
    }

    /// <summary>As Crockford has it: letters that look like digits are read as these.</summary>
    private static int ValueOf(char c) => char.ToLowerInvariant(c) switch
    {
        'o' => 0,
        'i' or 'l' => 1,
        var letter => Letters.IndexOf(letter, StringComparison.Ordinal),
    };

    /// <summary>Some programs leave a hyphen or an underscore at the end out of a link.</summary>
    private static IEnumerable<LinkText> ReadOld(string text)
    {
        var parts = text.Trim('.').Split('.');
        if (parts.Length is not (4 or 5) || !TryNumber(parts[1], out var key)
            || !TryNumber(parts[2], out var subscriber)
            || (parts.Length == 5 && !TryNumber(parts[3], out _)))
        {
            return [];
        }

        long? expiry = parts.Length == 5 ? long.Parse(parts[3], CultureInfo.InvariantCulture) : null;
        return LeftOut.Select(end => ReadMac(parts[^1] + end)).OfType<byte[]>()
            .Select(mac => new LinkText(key, subscriber, expiry, mac));
    }

    private static byte[]? ReadMac(string text)
    {
        var mac = new byte[MacBytes];
        return text.Length == MacBytes * 4 / 3
            && Base64Url.TryDecodeFromChars(text, mac, out var length) && length == MacBytes ? mac : null;
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
