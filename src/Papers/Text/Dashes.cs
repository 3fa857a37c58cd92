using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Text;

/// <summary>
/// Two hyphens inside a word are a dash, as TeX has it ("Yang–Mills"), and three a long one. The options of a command
/// line and addresses keep theirs.
/// </summary>
internal static partial class Dashes
{
    // Milliseconds; the pattern looks around each place only by one sign.
    private const int TimeLimit = 5000;

    public static string Set(string text) => text.Contains("--", StringComparison.Ordinal)
        ? Joining().Replace(text, match => match.Value switch { "--" => "–", "---" => "—", var address => address })
        : text;

    [GeneratedRegex(
        @"(?:https?://|www\.|xn--)\S+|(?<=[\p{L}\p{M}\p{N})\]’”.,%])-{2,3}(?=[\p{L}\p{N}(\[‘“])",
        RegexOptions.None, TimeLimit)]
    private static partial Regex Joining();
}
