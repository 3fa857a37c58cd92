using System.Text;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// Header text by RFC 2047: each encoded-word at most 75, each line at most 76, no character cut in two.
/// </summary>
internal static class EncodedWords
{
    private const int LongestWord = 75;
    private const int LongestLine = 76;
    private const int Frame = 12; // =?utf-8?X? and ?=

    /// <summary>
    /// Unstructured text (Subject), folded, for a header line already filled up to <paramref name="column"/>.
    /// </summary>
    public static string Text(string text, int column)
    {
        var line = PlainText.Line(text);
        return Plain(line) && line.Split(' ').All(word => word.Length < LongestWord - 16) ? Fold(line, column)
            : Encode(line, column, q: PreferQ(line), phrase: false);
    }

    /// <summary>A display name: bare, quoted or encoded, whichever is needed.</summary>
    public static string Phrase(string text, int column)
    {
        var line = PlainText.Line(text);
        if (!Plain(line) || line.Length + column > LongestLine - 2)
        {
            return Encode(line, column, q: PreferQ(line), phrase: true);
        }

        return line.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_')
            ? line
            : $"\"{line.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static bool Plain(string line) =>
        line.All(c => c is >= ' ' and <= '~') && !line.Contains("=?", StringComparison.Ordinal);

    private static bool PreferQ(string line) => line.Count(c => c > '~') * 8 < line.Length;

    private static string Fold(string line, int column)
    {
        var folded = new StringBuilder();
        foreach (var word in line.Split(' '))
        {
            if (folded.Length > 0)
            {
                var fits = column + 1 + word.Length <= LongestLine;
                folded.Append(fits ? " " : "\r\n ");
                column = fits ? column + 1 : 1;
            }

            folded.Append(word);
            column += word.Length;
        }

        return folded.ToString();
    }

    private static string Encode(string line, int column, bool q, bool phrase)
    {
        var words = new StringBuilder();
        var taken = new List<Rune>();
        var room = Math.Min(LongestWord, LongestLine - column) - Frame;
        foreach (var rune in line.EnumerateRunes())
        {
            if (Length(taken.Append(rune), q, phrase) > room && taken.Count > 0)
            {
                Append(words, taken, q, phrase);
                taken.Clear();
                room = LongestWord - Frame;
            }

            taken.Add(rune);
        }

        Append(words, taken, q, phrase);
        return words.ToString();
    }

    private static int Length(IEnumerable<Rune> runes, bool q, bool phrase) => q
        ? runes.Sum(rune => InQ(rune, phrase).Length)
        : (runes.Sum(rune => rune.Utf8SequenceLength) + 2) / 3 * 4;

    private static void Append(StringBuilder words, List<Rune> runes, bool q, bool phrase)
    {
        words.Append(words.Length > 0 ? "\r\n " : "").Append("=?utf-8?").Append(q ? 'q' : 'b').Append('?');
        var text = string.Concat(runes);
        words.Append(
            q ? string.Concat(runes.Select(rune => InQ(rune, phrase)))
                : Convert.ToBase64String(Encoding.UTF8.GetBytes(text))).Append("?=");
    }

    private static string InQ(Rune rune, bool phrase) =>
        rune.Value == ' ' ? "_"
        : rune.IsAscii
            && (char.IsAsciiLetterOrDigit((char)rune.Value)
                || (!phrase && (char)rune.Value is '.' or ',' or ':' or '-' or '+' or '!' or '/' or '\''))
            ? rune.ToString()
            : string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(b => $"={b:X2}"));
}
