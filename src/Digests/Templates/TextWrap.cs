using System.Text;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// Breaks text into lines of at most 72 columns; wide (East Asian) characters count two, and an address is never
/// broken.
/// </summary>
internal static class TextWrap
{
    private const int Width = 72;

    /// <summary>
    /// Lines after the first are indented; the caller's own indent of the first line counts as the same. A text with
    /// holes is wrapped when they are filled.
    /// </summary>
    public static string Wrap(string? text, int indent = 0)
    {
        if (text is not null && Hole.IsIn(text))
        {
            return Hole.Wrap(text, indent);
        }

        var wrapped = new StringBuilder();
        var column = indent;
        foreach (var word in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var columns = Columns(word);
            if (column > indent && column + 1 + columns > Width)
            {
                column = NextLine(wrapped, indent);
            }
            else if (column > indent)
            {
                wrapped.Append(' ');
                column++;
            }

            column = columns <= Width - indent || word.Contains("://", StringComparison.Ordinal)
                ? Put(wrapped, word, column + columns)
                : Break(wrapped, word, column, indent);
        }

        return wrapped.ToString();
    }

    private static int Put(StringBuilder wrapped, string word, int column)
    {
        wrapped.Append(word);
        return column;
    }

    private static int Break(StringBuilder wrapped, string word, int column, int indent)
    {
        foreach (var rune in word.EnumerateRunes())
        {
            if (column + Columns(rune) > (IsWide(rune) && !Closes(rune) ? Width - 2 : Width))
            {
                column = NextLine(wrapped, indent);
            }

            wrapped.Append(rune);
            column += Columns(rune);
        }

        return column;
    }

    /// <summary>Signs that must not begin a line; a wide one before the end of a line leaves room for them.</summary>
    private static bool Closes(Rune rune) =>
        rune.IsBmp && "、。，．：；！？）」』】〉》”’ー・".Contains((char)rune.Value, StringComparison.Ordinal);

    private static bool IsWide(Rune rune) => Columns(rune) == 2;

    private static int NextLine(StringBuilder wrapped, int indent)
    {
        wrapped.Append('\n').Append(' ', indent);
        return indent;
    }

    /// <summary>How wide a text is: a wide (East Asian) character counts two.</summary>
    public static int Columns(string word) => Ascii.IsValid(word) ? word.Length : word.EnumerateRunes().Sum(Columns);

    public static int Columns(Rune rune) => rune.Value
        is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF)
        or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1;
}
