using System.Text;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Text;

/// <summary>
/// An author as reference managers want one, out of a name as sources write it: "van der Berg, Anna", "Davis, Sammy,
/// III", "Ortega y Gasset, José". Groups, names of one word, names that begin with a particle ("Ibn Sina") and names in
/// Chinese, Japanese or Korean signs stay as they are.
/// </summary>
/// <param name="Given">Empty where the name is whole.</param>
/// <param name="Suffix">Jr., III and the like, or empty.</param>
internal sealed partial record CitedName(string Family, string Given, string Suffix)
{
    /// <summary>Whether it is not divided into family and given names.</summary>
    public bool IsWhole => Given.Length == 0;

    /// <summary>"Family, Jr., Given", as BibTeX writes names.</summary>
    public string InBibTeX => string.Join(", ", new[] { Family, Suffix, Given }.Where(part => part.Length > 0));

    /// <summary>"Family, Given, Jr.", as RIS does.</summary>
    public string InRis => string.Join(", ", new[] { Family, Given, Suffix }.Where(part => part.Length > 0));

    public static CitedName Of(string name)
    {
        var line = PaperText.Line(name);
        if (Group().IsMatch(line) || (InSigns().IsMatch(line) && !line.Contains(',', StringComparison.Ordinal)))
        {
            return new(line, "", "");
        }

        var parts = line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [var one] => Plain(one),
            [var one, var suffix] when IsSuffix(suffix) => Plain(one) with { Suffix = suffix },
            [var family, var given] => new(family, given, ""),
            [var family, var given, var suffix] when IsSuffix(suffix) => new(family, given, suffix),
            [var family, var suffix, var given] when IsSuffix(suffix) => new(family, given, suffix),
            _ => new(line, "", ""),
        };
    }

    /// <summary>Whether every letter is a Chinese, Japanese or Korean sign.</summary>
    public static bool IsInSigns(string name) => name.EnumerateRunes().Any(Rune.IsLetter)
        && name.EnumerateRunes().All(sign => !Rune.IsLetter(sign) || sign.Value is 0x3005 or 0x3007
            || WritingSystem.Of(sign) is Script.Han or Script.Kana or Script.Hangul);

    /// <summary>The last word is the family's, with the particles before it: "van der", "de la", "bin".</summary>
    private static CitedName Plain(string name)
    {
        var words = name.Split(' ');
        var suffix = words.Length > 2 && IsSuffix(words[^1]) ? words[^1] : "";
        words = suffix.Length > 0 ? words[..^1] : words;
        var family = FamilyAt(words);
        return family == 0 ? new(name, "", "")
            : new(string.Join(' ', words[family..]), string.Join(' ', words[..family]), suffix);
    }

    /// <summary>
    /// Where the family name begins, at the earliest word from which all before the last are particles, or one of two
    /// names that "y" joins. The first word is a given name, unless it is a particle that is never one; then the family
    /// name is all there is. Looks at each word once.
    /// </summary>
    private static int FamilyAt(string[] words)
    {
        if (words[0] is "Ibn" or "ibn" or "van" or "von" or "de" or "der" or "del" or "della" or "di" or "da" or "dos"
            or "du" or "la" or "le" or "ten" or "ter" or "al" or "el")
        {
            return 0;
        }

        var start = words.Length - 1;
        // Whether the words from here, and from the next one on, are particles up to the last word.
        var (here, next) = (true, false);
        for (var at = words.Length - 2; at > 0 && (here || next); at--)
        {
            var fits = (here && (IsParticle(words[at]) || IsJoint(words, at + 1)))
                || (next && IsParticle(words[at], words[at + 1]));
            (here, next) = (fits, here);
            start = fits ? at : start;
        }

        return IsJoint(words, start) ? 0 : start;
    }

    /// <summary>Joins two family names in Spanish, Catalan and Portuguese.</summary>
    private static bool IsJoint(string[] words, int at) => at < words.Length - 1 && words[at] is ("y" or "i" or "e");

    /// <summary>
    /// In lower case any word before the last is a particle; in capitals only these, for Van and La alone are given and
    /// family names elsewhere.
    /// </summary>
    private static bool IsParticle(string word) =>
        word is "Von" or "Della" or "Del" or "Dos" or "Ibn" or "El" or "St" or "St."
            || (char.IsLower(word, 0) && word.TrimEnd('.') is var letters && letters.Length >= word.Length - 1
                && letters.All(c => char.IsLetter(c) || c is '\'' or '’' or '-'));

    private static bool IsParticle(string first, string second) => (first.ToLowerInvariant(), second) switch
    {
        ("van", "De" or "Der" or "Den" or "de" or "der" or "den") => true,
        ("de", "La" or "Las" or "Los" or "Lo" or "la" or "las" or "los" or "lo") => true,
        _ => false,
    };

    private static bool IsSuffix(string word) => Suffixes().IsMatch(word);

    [GeneratedRegex(@"^(?:[JS]r\.?|I{2,3}|IV|VI{0,3}|[2-4](?:nd|rd|th))$", RegexOptions.NonBacktracking)]
    private static partial Regex Suffixes();

    [GeneratedRegex(@"\b(?:Collaborations?|Consortium|Team|Group|Project|Initiative|Network|Institute|"
        + "Laborator(?:y|ies)|University|Committee|Society|Foundation|Association|Alliance|Community|"
        + @"Inc|Ltd|GmbH|et al|and|of|for)\b|&|^The ", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Group();

    // Han, Kana and Hangul put the family name first without a space.
    [GeneratedRegex(@"[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF]", RegexOptions.NonBacktracking)]
    private static partial Regex InSigns();
}
