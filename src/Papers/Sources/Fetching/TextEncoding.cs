using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// Turns the bytes of a source into text: by a byte order mark, else the character set of Content-Type, else the one
/// that the text names (XML declaration, HTML meta, the comment of a BibTeX file), else UTF-8 where that is valid, else
/// windows-1252. A label that the bytes prove wrong is not believed.
/// </summary>
internal static partial class TextEncoding
{
    private const int Head = 1024;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8",
        ["utf-8n"] = "utf-8",
        ["unicode"] = "utf-16",
        ["ucs-2"] = "utf-16",
        ["iso-8859-1"] = "windows-1252",
        ["iso8859_1"] = "windows-1252",
        ["iso_8859-1"] = "windows-1252",
        ["latin1"] = "windows-1252",
        ["latin-1"] = "windows-1252",
        ["ansi"] = "windows-1252",
        ["ansinew"] = "windows-1252",
        ["cp1252"] = "windows-1252",
        ["us-ascii"] = "windows-1252",
        ["ascii"] = "windows-1252",
        ["cp1250"] = "windows-1250",
        ["cp1251"] = "windows-1251",
        ["latin2"] = "iso-8859-2",
        ["latin9"] = "iso-8859-15",
        ["sjis"] = "shift_jis",
        ["x-sjis"] = "shift_jis",
        ["macroman"] = "macintosh",
        ["applemac"] = "macintosh",
        ["x-mac-roman"] = "macintosh",
        ["mac-roman"] = "macintosh",
        ["gbk"] = "gb18030",
        ["gb2312"] = "gb18030",
        ["euc_jp"] = "euc-jp",
    };

    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var (marked, length) = ByMark(bytes);
        if (marked is not null)
        {
            return Clean(marked.GetString(bytes[length..]));
        }

        if (ByZeros(bytes) is { } wide)
        {
            return Clean(wide.GetString(bytes));
        }

        var named = Named(contentType) ?? Named(Declared(bytes));
        return named is null or UTF8Encoding || IsSingleByteWestern(named) || IsWide(named)
            ? AsUtf8(bytes) ?? Western(named).GetString(bytes)
            : named.GetString(bytes);
    }

    private static (Encoding? Encoding, int Length) ByMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => (null, 0),
    };

    /// <summary>UTF-16 without a mark: every format begins with a character of ASCII.</summary>
    private static Encoding? ByZeros(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
        [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static Encoding? Named(string? name)
    {
        var label = name?.Trim(' ', '"', '\'');
        try
        {
            return string.IsNullOrEmpty(label) ? null : Encoding.GetEncoding(
                Windows().Match(label) is { Success: true } page ? "windows-" + page.Groups["page"].Value
                    : Aliases.GetValueOrDefault(label, label));
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? Declared(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Head)]);
        return head.AsSpan().TrimStart() is not ['{' or '[', ..] && Declaration().Match(head) is { Success: true } match
            ? match.Groups["name"].Value : null;
    }

    /// <summary>
    /// A western label on bytes that are valid UTF-8 beyond ASCII is a server's default and not the truth; and a wide
    /// one on bytes without zeros cannot be.
    /// </summary>
    private static string? AsUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsSingleByteWestern(Encoding encoding) => encoding.CodePage is 1252 or 28591 or 28605 or 20127;

    private static bool IsWide(Encoding encoding) => encoding.CodePage is 1200 or 1201 or 12000 or 12001;

    private static Encoding Western(Encoding? named) => named is not null && IsSingleByteWestern(named) ? named
        : Encoding.GetEncoding(1252);

    /// <summary>The many spellings of windows-1251 and its like.</summary>
    [GeneratedRegex(@"^(?:x-)?(?:win|windows|cp|ms)[-_ ]?(?<page>125[0-8])$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Windows();

    private static string Clean(string text) => text.TrimStart('\uFEFF');

    [GeneratedRegex(
        @"(<\?xml[^>]{0,200}?encoding\s*=\s*|^%[^\n]{0,80}?encoding\s*[:=]?\s*|<meta[^>]{0,200}?charset\s*=\s*)"
        + @"[""']?(?<name>[A-Za-z][A-Za-z0-9._:-]{1,30})",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
        | RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
