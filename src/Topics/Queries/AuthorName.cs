namespace DigestMailer.Topics.Queries;

/// <summary>
/// An author as a reader writes one: accents and case do not count, an initial stands for any name that begins with it,
/// other names may be left out, and the family name, the last one or the one before a comma, must be there.
/// </summary>
/// <param name="Prefix">The family name only begins so.</param>
internal sealed record AuthorName(string[] Given, string Family, bool Prefix)
{
    /// <summary>Null where the text holds no name.</summary>
    public static AuthorName? Parse(string text, bool prefix)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var words = NameText.Words(comma < 0 ? text : text[(comma + 1)..] + " " + text[..comma]);
        return words.Length == 0 ? null : new AuthorName(words[..^1], words[^1], prefix);
    }

    public bool Matches(string name)
    {
        var words = NameText.Words(name);
        var family = Array.FindLastIndex(words, IsFamily);
        return family >= 0 && Given.Length <= family && GivenMatch(words[..family]);
    }

    private bool IsFamily(string word) => Prefix ? word.StartsWith(Family, StringComparison.Ordinal) : word == Family;

    private bool GivenMatch(string[] names)
    {
        var next = 0;
        foreach (var name in names)
        {
            if (next < Given.Length
                && (name == Given[next] || IsInitialOf(Given[next], name) || IsInitialOf(name, Given[next])))
            {
                next++;
            }
        }

        return next == Given.Length;
    }

    private static bool IsInitialOf(string initial, string word) => initial.Length == 1 && word.StartsWith(initial[0]);
}
