namespace DigestMailer.Topics.Index;

/// <summary>
/// What English words of one family have in common: <c>testing</c>, <c>tested</c> and <c>tests</c> (M. F. Porter, An
/// algorithm for suffix stripping, 1980). Only prose is compared by it; queries mean the words that they name.
/// </summary>
internal static class WordRoot
{
    private static readonly (string Ending, string Instead)[] Double =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
        ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
        ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
    ];

    private static readonly (string Ending, string Instead)[] Middle =
    [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ];

    private static readonly (string Ending, string Instead)[] Last =
    [
        ("al", ""), ("ance", ""), ("ence", ""), ("er", ""), ("ic", ""), ("able", ""), ("ible", ""), ("ant", ""),
        ("ement", ""), ("ment", ""), ("ent", ""), ("sion", "s"), ("tion", "t"), ("ou", ""), ("ism", ""), ("ate", ""),
        ("iti", ""), ("ous", ""), ("ive", ""), ("ize", ""),
    ];

    /// <param name="word">Folded; one with other signs than a to z is its own root.</param>
    public static string Of(string word)
    {
        if (word.Length < 3 || word.Any(sign => !char.IsAsciiLetterLower(sign)))
        {
            return word;
        }

        word = Inflected(Plural(word));
        word = word.Length > 1 && word[^1] == 'y' && HasVowel(word[..^1]) ? word[..^1] + "i" : word;
        word = Replaced(Replaced(Replaced(word, Double, 1), Middle, 1), Last, 2);
        if (word[^1] == 'e' && word[..^1] is var stem
            && (Measure(stem) > 1 || (Measure(stem) == 1 && !IsShort(stem))))
        {
            word = stem;
        }

        return word.EndsWith("ll", StringComparison.Ordinal) && Measure(word[..^1]) > 1 ? word[..^1] : word;
    }

    private static string Plural(string word) =>
        Ends(word, "sses") || Ends(word, "ies") ? word[..^2] : Ends(word, "ss") || word[^1] != 's' ? word : word[..^1];

    private static string Inflected(string word)
    {
        if (Ends(word, "eed"))
        {
            return Measure(word[..^3]) > 0 ? word[..^1] : word;
        }

        var cut = Ends(word, "ed") ? 2 : Ends(word, "ing") ? 3 : 0;
        if (cut == 0 || !HasVowel(word[..^cut]))
        {
            return word;
        }

        word = word[..^cut];
        return Ends(word, "at") || Ends(word, "bl") || Ends(word, "iz") ? word + "e"
            : word.Length > 1 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1)
                && word[^1] is not ('l' or 's' or 'z') ? word[..^1]
            : Measure(word) == 1 && IsShort(word) ? word + "e" : word;
    }

    /// <summary>The longest ending that fits decides, whether enough of the word is left without it or not.</summary>
    private static string Replaced(string word, (string Ending, string Instead)[] endings, int least)
    {
        var longest = ("", "");
        foreach (var pair in endings)
        {
            longest = pair.Ending.Length > longest.Item1.Length && Ends(word, pair.Ending) ? pair : longest;
        }

        var stem = word[..^longest.Item1.Length];
        return Measure(stem + (least > 1 ? longest.Item2 : "")) >= least ? stem + longest.Item2 : word;
    }

    private static bool Ends(string word, string ending) => word.EndsWith(ending, StringComparison.Ordinal);

    private static bool IsConsonant(string word, int at) => word[at] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => at == 0 || !IsConsonant(word, at - 1),
        _ => true,
    };

    private static bool HasVowel(string word)
    {
        for (var at = 0; at < word.Length; at++)
        {
            if (!IsConsonant(word, at))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How often a consonant comes after a vowel.</summary>
    private static int Measure(string word)
    {
        var (count, isAfterVowel) = (0, false);
        for (var at = 0; at < word.Length; at++)
        {
            var isConsonant = IsConsonant(word, at);
            count += isConsonant && isAfterVowel ? 1 : 0;
            isAfterVowel = !isConsonant;
        }

        return count;
    }

    /// <summary>Whether it ends in a consonant, a vowel and a consonant other than w, x and y.</summary>
    private static bool IsShort(string word) => word.Length > 2 && IsConsonant(word, word.Length - 1)
        && word[^1] is not ('w' or 'x' or 'y') && !IsConsonant(word, word.Length - 2)
        && IsConsonant(word, word.Length - 3);
}
