namespace DigestMailer.Delivery.Refusals;

/// <summary>
/// A table of phrases, one a line, each with the servers that say it behind a bar. In a phrase, <c>a/b</c> is either
/// word, <c>a?</c> may be missing, <c>*</c> stands for up to five words and <c>**</c> for up to fourteen (or characters
/// of Chinese and Japanese). Matching takes time linear in the text.
/// </summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, List<Phrase>> byFirst = [];

    private Vocabulary(IEnumerable<Phrase> phrases)
    {
        foreach (var phrase in phrases)
        {
            Phrases.Add(phrase);
            foreach (var word in phrase.First)
            {
                if (!byFirst.TryGetValue(word, out var same))
                {
                    byFirst[word] = same = [];
                }

                same.Add(phrase);
            }
        }
    }

    /// <summary>All phrases, in the order of the table.</summary>
    public List<Phrase> Phrases { get; } = [];

    public static Vocabulary Of(params string[] tables) =>
        new(tables.SelectMany(Lines).Select(Phrase.Parse));

    /// <summary>A phrase goes on in the next line until its bar.</summary>
    private static IEnumerable<string> Lines(string table)
    {
        var whole = "";
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            whole += whole.Length == 0 || whole.EndsWith('/') ? line : " " + line;
            if (whole.Contains('|', StringComparison.Ordinal))
            {
                yield return whole;
                whole = "";
            }
        }

        if (whole.Length > 0)
        {
            yield return whole;
        }
    }

    /// <summary>The first phrase of the table that the words contain, as the table writes it; null where none does.
    /// </summary>
    public string? Find(Wording wording)
    {
        var tokens = wording.Tokens;
        for (var at = 0; at < tokens.Length; at++)
        {
            if (byFirst.TryGetValue(tokens[at], out var phrases)
                && phrases.Find(phrase => phrase.IsAt(tokens, at)) is { } found)
            {
                return found.Text;
            }
        }

        return null;
    }

    public bool IsIn(Wording wording) => Find(wording) is not null;
}
