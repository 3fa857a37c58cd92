namespace DigestMailer.Topics.Index;

/// <summary>
/// Words by what those of a family have in common, as two arrays: a dictionary of lists took as much room as all else
/// in an index. Immutable; safe for several threads.
/// </summary>
internal sealed class WordFamilies
{
    private readonly string[] words;
    private readonly Func<string, string> rootOf;
    private readonly uint[] roots;
    private readonly int[] numbers;

    /// <param name="words">By their numbers.</param>
    /// <param name="rootOf">What a word has in common with its family.</param>
    public WordFamilies(string[] words, Func<string, string> rootOf)
    {
        (this.words, this.rootOf) = (words, rootOf);
        roots = Array.ConvertAll(words, word => NumberOf(rootOf(word)));
        numbers = [.. Enumerable.Range(0, words.Length)];
        Array.Sort(roots, numbers);
    }

    /// <summary>The numbers of the words that have a root, in no order.</summary>
    public List<int> Of(string root)
    {
        var number = NumberOf(root);
        var at = Array.BinarySearch(roots, number);
        while (at > 0 && roots[at - 1] == number)
        {
            at--;
        }

        var found = new List<int>();
        for (; at >= 0 && at < roots.Length && roots[at] == number; at++)
        {
            // Two roots may have one number.
            if (rootOf(words[numbers[at]]) == root)
            {
                found.Add(numbers[at]);
            }
        }

        return found;
    }

    /// <summary>FNV-1a: takes less room than the text.</summary>
    private static uint NumberOf(string root)
    {
        var number = 2166136261u;
        foreach (var sign in root)
        {
            number = (number ^ sign) * 16777619;
        }

        return number;
    }
}
