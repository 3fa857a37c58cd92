namespace DigestMailer.Delivery.Refusals;

/// <summary>One phrase of a <see cref="Vocabulary"/>.</summary>
/// <param name="Text">As the table writes it.</param>
/// <param name="Server">The servers that say it.</param>
internal sealed record Phrase(string Text, string Server)
{
    private const int Gap = 5;
    private const int WideGap = 14;

    private readonly Part[] parts = [.. PartsOf(Text)];

    /// <summary>The words that it may begin with.</summary>
    public IReadOnlyList<string> First => parts[0].Words;

    public static Phrase Parse(string line)
    {
        var bar = line.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 ? new Phrase(line[..bar].Trim(), line[(bar + 1)..].Trim())
            : throw new ArgumentException($"the phrase \"{line}\" does not name the server that says it", nameof(line));
    }

    public bool IsAt(string[] tokens, int at) => IsAt(tokens, at, 0);

    private bool IsAt(string[] tokens, int at, int part)
    {
        if (part == parts.Length)
        {
            return true;
        }

        var wanted = parts[part];
        for (var skipped = 0; skipped <= wanted.MayFollowAfter && at + skipped < tokens.Length; skipped++)
        {
            if (wanted.Words.Contains(tokens[at + skipped]) && IsAt(tokens, at + skipped + 1, part + 1))
            {
                return true;
            }
        }

        return wanted.MayMiss && IsAt(tokens, at, part + 1);
    }

    private static List<Part> PartsOf(string phrase)
    {
        var (parts, gap) = (new List<Part>(), 0);
        foreach (var text in phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (text is "*" or "**")
            {
                gap = text.Length == 1 ? Gap : WideGap;
                continue;
            }

            parts.AddRange(WordsOf(text).Select((words, place) =>
                new Part(words, place == 0 ? gap : 0, text.EndsWith('?'))));
            gap = 0;
        }

        return parts;
    }

    /// <summary>
    /// The words that may be at each place: one place, except in Chinese and Japanese, which the table writes without
    /// blanks.
    /// </summary>
    private static IEnumerable<string[]> WordsOf(string text)
    {
        var choices = text.TrimEnd('?').Split('/').Select(word => Wording.Split(word).ToArray()).ToList();
        return choices.Count == 1 ? choices[0].Select(token => new[] { token })
            : [[.. choices.SelectMany(tokens => tokens)]];
    }

    private sealed record Part(IReadOnlyList<string> Words, int MayFollowAfter, bool MayMiss);
}
