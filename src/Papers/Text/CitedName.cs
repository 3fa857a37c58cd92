using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Text;

/// <summary>
/// An author as reference managers want one, out of a name as sources write it: "van der Berg, Anna", "Davis, Sammy,
/// III". Groups, names of one word and names in Chinese, Japanese or Korean signs stay as they are.
/// </summary>
/// <param name="Given">Empty where the name is whole.</param>
/// <param name="Suffix">Jr., III and the like, or empty.</param>
internal sealed partial record CitedName(string Family, string Given, string Suffix)
{
    /// <summary>Whether it is not parted into family and given names.</summary>
    public bool IsWhole => Given.Length == 0;

    /// <summary>"Family, Jr., Given", as BibTeX parts names.</summary>
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

    /// <summary>The last word is the family's, with the particles before it: "van der", "de la", "bin".</summary>
    private static CitedName Plain(string name)
    {
        var words = name.Split(' ');
        var suffix = words.Length > 2 && IsSuffix(words[^1]) ? words[^1] : "";
        var parts = Parts().Match(name[..^suffix.Length].TrimEnd());
        return parts.Success ? new(parts.Groups["family"].Value, parts.Groups["given"].Value, suffix)
            : new(name, "", "");
    }

    private static bool IsSuffix(string word) => Suffixes().IsMatch(word);

    [GeneratedRegex(@"^(?:[JS]r\.?|I{2,3}|IV|VI{0,3}|[2-4](?:nd|rd|th))$")]
    private static partial Regex Suffixes();

    // In lower case any word before the last is a particle; in capitals these, for Van and La alone are given and
    // family names elsewhere.
    [GeneratedRegex(@"^(?<given>\S+(?: \S+)*?) (?<family>(?:(?:[Vv]an [Dd]e[rn]?|[Dd]e [Ll][ao]s?|\p{Ll}[\p{L}'’-]*\.?|Von|Della|Del|Dos|Ibn|El|St\.?) )*\S+)$")]
    private static partial Regex Parts();

    [GeneratedRegex(@"\b(?:Collaborations?|Consortium|Team|Group|Project|Initiative|Network|Institute|Laborator(?:y|ies)|University|Committee|Society|Foundation|Association|Alliance|Community|Inc|Ltd|GmbH|et al|and|of|for)\b|&|^The ", RegexOptions.IgnoreCase)]
    private static partial Regex Group();

    // Han, Kana and Hangul put the family first and part nothing.
    [GeneratedRegex(@"[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF]")]
    private static partial Regex InSigns();
}
