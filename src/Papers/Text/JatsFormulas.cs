using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Text;

/// <summary>
/// JATS writes a formula in several ways, of which a reader sees one: TeX where it is there, else MathML.
/// </summary>
internal static partial class JatsFormulas
{
    /// <summary>The text with each formula in one way, and without the preamble of its TeX document.</summary>
    public static string Once(string markup)
    {
        var once = markup.Contains("alternatives", StringComparison.OrdinalIgnoreCase)
            ? Alternatives().Replace(markup, all => One(all.Value)) : markup;
        return once.Contains("\\documentclass", StringComparison.Ordinal)
            ? Preamble().Replace(once, "${formula}") : once;
    }

    private static string One(string all) =>
        Tex().Match(all) is { Success: true } tex ? tex.Value
        : MathMl().Match(all) is { Success: true } math ? math.Value
        : all;

    [GeneratedRegex(@"<([\w-]+:)?alternatives(\s[^<>]*)?>.*?</([\w-]+:)?alternatives\s*>",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Alternatives();

    [GeneratedRegex(@"<([\w-]+:)?tex-math(\s[^<>]*)?>.*?</([\w-]+:)?tex-math\s*>",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Tex();

    [GeneratedRegex(@"<([\w-]+:)?math(\s[^<>]*)?>.*?</([\w-]+:)?math\s*>",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex MathMl();

    [GeneratedRegex(@"\\documentclass[^<>]*?\\begin\{document\}(?<formula>[^<>]*?)\\end\{document\}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Preamble();
}
