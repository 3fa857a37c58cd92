namespace DigestMailer.Topics.Queries;

/// <summary>
/// An author as a reader writes one. Accents and case do not count, the family name is first or last or before a comma,
/// an initial means any name that begins with it, and other names may be left out on either side; one word is any of an
/// author's names.
/// </summary>
internal sealed class AuthorName
{
    private readonly IReadOnlyList<string[]> forms;
    private readonly bool prefix;

    private AuthorName(IReadOnlyList<string[]> forms, bool prefix) => (this.forms, this.prefix) = (forms, prefix);

    /// <summary>
    /// The words of which one must be in a name that matches; family names, if only in their beginning.
    /// </summary>
    public IEnumerable<string> Families => forms.Select(form => form[^1]).Distinct();

    public bool IsPrefix => prefix;

    /// <summary>Null where the text has no name.</summary>
    public static AuthorName? Parse(string text, bool prefix) =>
        NameForms.Of(text) is { Count: > 0 } forms ? new AuthorName(forms, prefix) : null;

    public bool Matches(string name)
    {
        var names = NameForms.Of(name);
        return forms.Any(form => names.Any(other => IsIn(form, other)));
    }

    /// <summary>Whether the wanted name, its family name last, is in another that is written the same way.</summary>
    private bool IsIn(string[] wanted, string[] name)
    {
        var family = Array.FindLastIndex(name, word => IsFamily(wanted[^1], word));
        return family >= 0 && (wanted.Length == 1 || wanted[^1].Length > 1 || prefix)
            && GivenMatch(wanted.AsSpan(0, wanted.Length - 1), name.AsSpan(0, family));
    }

    private bool IsFamily(string wanted, string word) =>
        prefix ? word.StartsWith(wanted, StringComparison.Ordinal) : word == wanted;

    /// <summary>
    /// Each wanted name is there in order, in full or as an initial. An initial after the first may be left out by a
    /// name that has nothing else in its place.
    /// </summary>
    private static bool GivenMatch(ReadOnlySpan<string> wanted, ReadOnlySpan<string> names)
    {
        var (next, spare) = (0, 0);
        for (var i = 0; i < wanted.Length; i++)
        {
            var from = next;
            while (next < names.Length && !AreSame(wanted[i], names[next]))
            {
                next++;
            }

            if (next < names.Length)
            {
                spare += next - from;
                next++;
            }
            else if (i == 0 || wanted[i].Length > 1 || from < names.Length || spare > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreSame(string one, string other) =>
        one == other || IsInitialOf(one, other) || IsInitialOf(other, one);

    private static bool IsInitialOf(string initial, string word) => initial.Length == 1 && word.StartsWith(initial[0]);
}
