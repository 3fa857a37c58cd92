using System.Text;

namespace DigestMailer.Papers.Text;

/// <summary>
/// The signs that pages mean by the control characters U+0080 to U+009F, as HTML reads them (§13.2.5.80). U+0085 is an
/// ellipsis too; no source has it as the end of a line.
/// </summary>
internal static class Windows1252
{
    private static readonly string Signs = CodePagesEncodingProvider.Instance.GetEncoding(1252)!
        .GetString([.. Enumerable.Range(0x80, 0x20).Select(code => (byte)code)]);

    /// <summary>Null where the character is another, or one of the five without a sign.</summary>
    public static char? Sign(Rune rune) =>
        rune.Value is >= 0x80 and <= 0x9F && Signs[rune.Value - 0x80] is >= '\u00A0' and var sign ? sign : null;
}
