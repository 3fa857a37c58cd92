using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Text;

/// <summary>
/// The initials of given names: "A. B.", "J.-P.", "A B", or at most three letters without dots in one word, for "BO XU"
/// in capitals is a whole name.
/// </summary>
internal static partial class InitialLetters
{
    public static bool Are(string text) => Whole().IsMatch(text);

    [GeneratedRegex(@"^(?:\p{Lu}{1,3}|(?:\p{Lu}\.[\s-]*){1,4}|\p{Lu}\.?(?:[\s.-]+\p{Lu}\.?){1,3})$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Whole();
}
