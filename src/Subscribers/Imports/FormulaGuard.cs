namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// Keeps a spreadsheet from running what a cell begins with, by an apostrophe before it, which reading takes away
/// again.
/// </summary>
internal static class FormulaGuard
{
    /// <summary>The text as a spreadsheet shows it and does not run it.</summary>
    public static string? Guard(string? text) => text is not null && Begins(text) ? "'" + text : text;

    /// <summary>What <see cref="Guard"/> was given.</summary>
    public static string Unguard(string text) => text.Length > 1 && text[0] == '\'' && Begins(text) ? text[1..] : text;

    /// <summary>Whether a sign that begins a formula comes first, or after nothing but apostrophes.</summary>
    private static bool Begins(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept('\'');
        return first >= 0 && text[first] is '=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠';
    }
}
