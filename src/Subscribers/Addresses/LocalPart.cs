using System.Text;

namespace DigestMailer.Subscribers.Addresses;

/// <summary>
/// The part of an address before its @: a dot-atom or a quoted string (RFC 5321 §4.1.2, RFC 6531 §3.3).
/// </summary>
internal static class LocalPart
{
    public const int MostOctets = 64;

    private const string Marks = "!#$%&'*+-/=?^_`{|}~";

    /// <summary>
    /// The shortest spelling of a local part, for <c>"ana"</c> is <c>ana</c>; null where it is not a legal one.
    /// </summary>
    public static string? Read(string text) =>
        IsDotAtom(text) ? text
        : Unquoted(text) is not { Length: > 0 } inside ? null
        : IsDotAtom(inside) ? inside
        : Quoted(inside);

    private static bool IsDotAtom(string text) =>
        text.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsAtom));

    private static bool IsAtom(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || Marks.Contains((char)rune.Value, StringComparison.Ordinal)
        : rune != Rune.ReplacementChar && !Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune);

    /// <summary>What is between the quotes, without its backslashes; null where it is not quoted as a whole.</summary>
    private static string? Unquoted(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
        {
            return null;
        }

        var inside = new StringBuilder();
        for (var i = 1; i < text.Length - 1; i++)
        {
            i += text[i] == '\\' ? 1 : 0;
            if (i == text.Length - 1 || (text[i] == '"' && text[i - 1] != '\\') || !IsQuotable(text[i]))
            {
                return null;
            }

            inside.Append(text[i]);
        }

        return inside.ToString();
    }

    private static bool IsQuotable(char c) => c is >= ' ' and <= '~' || (c > '\u00A0' && !char.IsWhiteSpace(c));

    private static string Quoted(string inside) =>
        '"' + inside.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            + '"';
}
