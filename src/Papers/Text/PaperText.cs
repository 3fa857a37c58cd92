using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Text;

/// <summary>
/// Makes the texts of sources plain: one line, no markup, no control or direction-changing characters, TeX turned into
/// Unicode, words that were broken at the end of a line joined.
/// </summary>
internal static partial class PaperText
{
    public const int MaxTitle = 1000;
    public const int MaxAbstract = 20_000;
    private const int MaxAuthors = 1000;

    private static readonly SearchValues<char> Ascii =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(sign => (char)sign), '\t', '\n', '\r']);

    /// <param name="markup">Whether the text is HTML or the like; of plain text the angle brackets stay.</param>
    public static string Title(string? text, bool markup = true) => Cut(
        WithoutLoneDollars(BrokenWords.Join(Plain(text, markup)).Replace("\\", "", StringComparison.Ordinal)),
        MaxTitle);

    /// <param name="markup">Whether the text is HTML or the like; of plain text the angle brackets stay.</param>
    public static string Abstract(string? text, bool markup = true) =>
        Cut(BrokenWords.Join(Plain(text, markup)), MaxAbstract);

    /// <summary>A dollar that formulas left over goes, one that begins a price stays.</summary>
    private static string WithoutLoneDollars(string text) => text.Contains('$', StringComparison.Ordinal)
        ? OneSpace(string.Concat(
            text.Where((sign, i) => sign != '$' || (i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))))
        : text;

    /// <summary>On one line, with nothing in it that is not seen but acts.</summary>
    public static string Line(string? text) => OneSpace(Visible(text ?? ""));

    public static string Name(string? text) =>
        Cut(Plain(text).Replace("\\", "", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal)
            .Replace("}", "", StringComparison.Ordinal), 200);

    /// <summary>
    /// Splits a list of authors at its commas, after the affiliations in parentheses are gone (they hold commas too).
    /// </summary>
    public static string[] Authors(string? list) =>
        [.. WithoutAffiliations(list ?? "").Split(',').Select(Name).Where(name => name.Length > 0)
            .Take(MaxAuthors)];

    /// <summary>
    /// The authors of a field: each text is one, or a single text is a list separated by semicolons or commas; a family
    /// name in front goes behind.
    /// </summary>
    public static string[] AuthorsOf(IReadOnlyList<string> texts)
    {
        var names = texts.Count == 1 && !IsFamilyFirst(texts[0])
            ? texts[0].Contains(';', StringComparison.Ordinal) ? texts[0].Split(';').Select(Natural) : Authors(texts[0])
            : texts.Select(Natural);
        return [.. names.Where(name => name.Length > 0).Take(MaxAuthors)];
    }

    /// <summary>
    /// "Quinn, A. J." and "Roe, Robert, Jr." in the order they are spoken; "李, 明" keeps its order and has no space.
    /// </summary>
    public static string Natural(string name) =>
        !name.Contains(',', StringComparison.Ordinal) || CitedName.Of(name) is not { IsWhole: false } cited ? Name(name)
            : CitedName.IsInSigns(cited.Family + cited.Given) ? Name(cited.Family + cited.Given)
            : Name($"{cited.Given} {cited.Family} {cited.Suffix}".TrimEnd());

    /// <summary>Without what is in parentheses, also in nested ones.</summary>
    public static string WithoutAffiliations(string text)
    {
        for (var depth = 0; depth < 6 && text.Contains('(', StringComparison.Ordinal); depth++)
        {
            text = Affiliation().Replace(text, "");
        }

        return text;
    }

    private static bool IsFamilyFirst(string text) =>
        text.Split(',') is [var family, var given] && !string.IsNullOrWhiteSpace(family)
            && !family.Contains(';', StringComparison.Ordinal) && InitialLetters.Are(given.Trim());

    private static string Plain(string? text, bool markup = true)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        if (text.Length > MaxAbstract * 2)
        {
            text = text[..(MaxAbstract * 2)];
        }

        text = text.AsSpan().ContainsAny('\u00AD', '&') ? SoftHyphen().Replace(text, "") : text;
        return Line(Tex.ToUnicode(markup ? Markup.Text(text) : text));
    }

    /// <summary>
    /// Leaves out what is not seen but acts: control characters, direction overrides, private-use marks, halves of
    /// surrogate pairs.
    /// </summary>
    private static string Visible(string text)
    {
        // Most texts, which took an eighth of a gathering. White space is joined later.
        if (!text.AsSpan().ContainsAnyExcept(Ascii))
        {
            return text;
        }

        var whole = text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? string.Concat(text.EnumerateRunes()) : text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in whole.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case System.Globalization.UnicodeCategory.Control when Windows1252.Sign(rune) is { } sign:
                    kept.Append(sign);
                    break;
                case System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.LineSeparator
                    or System.Globalization.UnicodeCategory.ParagraphSeparator:
                    kept.Append(' ');
                    break;
                case System.Globalization.UnicodeCategory.Format when rune.Value is not (0x200C or 0x200D):
                case System.Globalization.UnicodeCategory.PrivateUse
                    or System.Globalization.UnicodeCategory.OtherNotAssigned:
                    break;
                case var _ when rune.IsBmp:
                    kept.Append((char)rune.Value);
                    break;
                default:
                    kept.Append(rune.ToString());
                    break;
            }
        }

        return kept.ToString();
    }

    private static string OneSpace(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    /// <summary>At most <paramref name="max"/> characters; where some are cut off, the last is an ellipsis.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1;
        return text[..end] + "…";
    }

    /// <summary>Where a word may be broken, and was where white space follows.</summary>
    [GeneratedRegex(@"(?:\u00AD|&shy;|&#173;|&#x[aA][dD];)\s*", RegexOptions.NonBacktracking)]
    private static partial Regex SoftHyphen();

    [GeneratedRegex(@"\s*\([^()]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Affiliation();
}
