using System.Text;

namespace DigestMailer.Topics.Queries;

/// <summary>
/// Cuts a text into folded words, each with its position. Positions count words; a word of several parts ("DeepSeek")
/// takes as many, so that "deep seek" finds it, and one is left out between sentences, so that no phrase reaches from
/// one into the next. Each Chinese or Japanese sign is a word, so that a word inside a run is a phrase.
/// </summary>
internal sealed class WordCutter(string text, WordCutter.Sink found)
{
    /// <summary>Longest word in parts.</summary>
    public const int MostParts = 7;

    private const int ShortestPart = 3;
    private const int MostLetters = 100;

    private static readonly HashSet<string> Abbreviations = new(StringComparer.Ordinal)
    {
        "eg", "ie", "etc", "al", "vs", "cf", "fig", "figs", "no", "nos", "st", "dr", "mr", "ms", "prof", "approx",
        "resp",
        "sec", "eq", "eqs", "ca", "viz", "aka",
    };

    private readonly StringBuilder word = new();
    private readonly List<(int From, int Kind)> letters = [];
    private int at;
    private int position;
    private string? left;
    private (int Position, int Start) leftAt;

    /// <summary>Takes a word.</summary>
    /// <param name="folded">Valid during the call.</param>
    /// <param name="position">Of its first part.</param>
    /// <param name="length">How many positions it takes.</param>
    /// <param name="span">Where the word is in the text.</param>
    public delegate void Sink(ReadOnlySpan<char> folded, int position, int length, WordForm form, Range span);

    /// <returns>The position after the last word.</returns>
    public static int Cut(string text, Sink found) => new WordCutter(text, found).Cut();

    /// <summary>The words of a text as they are.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        Cut(text, (folded, _, _, form, _) =>
        {
            if (form == WordForm.Whole)
            {
                words.Add(folded.ToString());
            }
        });
        return words;
    }

    private int Cut()
    {
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (FoldedText.IsIdeograph(rune))
            {
                found(text.AsSpan(at, length), position++, 1, WordForm.Whole, at..(at + length));
                at += length;
                left = null;
            }
            else if (FoldedText.IsOfWord(rune))
            {
                Word();
            }
            else
            {
                EndSentence(rune);
                at += length;
            }
        }

        return position;
    }

    private void Word()
    {
        var start = at;
        Read();
        var end = at;
        EndWord(start);
        if (word.Length is 0 or > MostLetters)
        {
            left = null;
            return;
        }

        var bounds = Bounds();
        var parts = bounds.Count is > 1 and <= MostParts ? bounds.Count : 1;
        var folded = word.ToString();
        found(folded, position, parts, WordForm.Whole, start..at);
        for (var part = 0; part < parts && parts > 1; part++)
        {
            Part(folded, bounds, part, start..end);
        }

        Join(folded, start, parts);
        position += parts;
    }

    /// <summary>Reads letters, digits and marks, and remembers of each letter of the text what kind it is.</summary>
    private void Read()
    {
        word.Clear();
        letters.Clear();
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (!FoldedText.IsOfWord(rune) || FoldedText.IsIdeograph(rune))
            {
                break;
            }

            letters.Add((word.Length, Rune.IsUpper(rune) ? 'A' : Rune.IsDigit(rune) ? '0' : 'a'));
            FoldedText.Add(rune, word);
            at += length;
        }
    }

    /// <summary>Takes in the signs of C++ and C#, and passes a possessive's s.</summary>
    private void EndWord(int start)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("++") && !IsOfWord(at + 2))
        {
            word.Append("++");
            at += 2;
        }
        else if (rest.StartsWith("#") && at - start == 1 && char.IsAsciiLetter(text[start]) && !IsOfWord(at + 1))
        {
            word.Append('#');
            at++;
        }
        else if (rest.Length > 1 && rest[0] is '\'' or '’' && rest[1] is 's' or 'S' && !IsOfWord(at + 2))
        {
            at += 2;
        }
    }

    private bool IsOfWord(int place) =>
        place < text.Length && Rune.DecodeFromUtf16(text.AsSpan(place), out var rune, out _) == 0
            && FoldedText.IsOfWord(rune);

    /// <summary>
    /// Where the parts of a word begin: at a capital after small letters, and between letters and digits.
    /// </summary>
    private List<int> Bounds()
    {
        var bounds = new List<int> { 0 };
        for (var i = 1; i < letters.Count; i++)
        {
            var (before, here) = (letters[i - 1].Kind, letters[i].Kind);
            var lastOfCapitals = before == 'A' && here == 'A' && i + 2 < letters.Count && letters[i + 1].Kind == 'a'
                && letters[i + 2].Kind == 'a';
            if ((before == 'a' && here == 'A') || (before == '0') != (here == '0') || lastOfCapitals)
            {
                bounds.Add(letters[i].From);
            }
        }

        return bounds;
    }

    private void Part(string folded, List<int> bounds, int part, Range span)
    {
        var (from, end) = (bounds[part], part + 1 < bounds.Count ? bounds[part + 1] : folded.Length);
        if (end > from && (end - from >= ShortestPart || char.IsAsciiDigit(folded[from])))
        {
            found(folded.AsSpan(from, end - from), position + part, 1, WordForm.Part, span);
        }
    }

    /// <summary>Gives two words with a hyphen between them as one word too.</summary>
    private void Join(string folded, int start, int parts)
    {
        var isHyphen = at < text.Length && text[at] is '-' or '‐' or '‑' && IsOfWord(at + 1);
        if (left is { } before && !isHyphen && position + parts - leftAt.Position <= MostParts)
        {
            found(before + folded, leftAt.Position, position + parts - leftAt.Position, WordForm.Joined,
                leftAt.Start..at);
        }

        var isThird = start > 0 && text[start - 1] is '-' or '‐' or '‑';
        (left, leftAt) = isHyphen && !isThird ? (folded, (position, start)) : (null, default);
    }

    private void EndSentence(Rune sign)
    {
        if (sign.Value is '。' or '！' or '？'
            || (sign.Value is '.' or '!' or '?' && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1])
                && (sign.Value != '.' || EndsWord()) && BeginsSentence()))
        {
            position++;
        }
    }

    private bool EndsWord() => word.Length > 1 && !Abbreviations.Contains(word.ToString());

    private bool BeginsSentence()
    {
        var next = at + 1;
        while (next < text.Length && !char.IsLetterOrDigit(text[next]))
        {
            next++;
        }

        return next < text.Length && !char.IsLower(text[next]);
    }
}
