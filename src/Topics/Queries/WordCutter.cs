using System.Runtime.CompilerServices;
using System.Text;

namespace DigestMailer.Topics.Queries;

/// <summary>
/// Cuts a text into folded words, each with its position. Positions count words; a word of several parts ("DeepSeek")
/// takes as many, so that "deep seek" finds it, and one is left out between sentences, so that no phrase reaches from
/// one into the next. Each Chinese or Japanese sign is a word, so that a word inside a run is a phrase.
/// <para>What runs for every letter or piece of a word is optimized when it is first called, here and where an index
/// and vectors are made of the words: published code cannot inline across assemblies, and would serve the first search
/// after a start, which took 1.4 times the CPU.</para>
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
        "resp", "sec", "eq", "eqs", "ca", "viz", "aka",
    };

    // The word in hand: its folded letters, and of each whether it is a capital, a small letter or a digit.
    private readonly char[] letters = new char[MostLetters];
    private readonly char[] kinds = new char[MostLetters];
    private readonly StringBuilder folds = new();
    private readonly List<int> bounds = [];
    private int count;
    private bool isMixed;

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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Cut()
    {
        while (at < text.Length)
        {
            var sign = text[at];
            if (char.IsAsciiLetterOrDigit(sign))
            {
                Word();
            }
            else if (char.IsAscii(sign))
            {
                EndSentence(sign);
                at++;
            }
            else
            {
                Foreign();
            }
        }

        return position;
    }

    /// <summary>A sign that is not of ASCII.</summary>
    private void Foreign()
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
            EndSentence(text[at]);
            at += length;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Word()
    {
        var start = at;
        Read();
        EndWord(start);
        if (count is 0 or > MostLetters)
        {
            left = null;
            return;
        }

        var folded = letters.AsSpan(0, count);
        FindBounds();
        var parts = bounds.Count is > 1 and <= MostParts ? bounds.Count : 1;
        found(folded, position, parts, WordForm.Whole, start..at);
        for (var part = 0; part < parts && parts > 1; part++)
        {
            Part(folded, part, start..at);
        }

        if (parts > 2 && char.IsAsciiDigit(folded[bounds[^1]]))
        {
            // ResNet of ResNet50.
            found(folded[..bounds[^1]], position, parts - 1, WordForm.Part, start..at);
        }

        Join(folded, start, parts);
        position += parts;
    }

    /// <summary>Reads letters, digits and marks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read()
    {
        (count, isMixed) = (0, false);
        while (at < text.Length)
        {
            var sign = text[at];
            if (char.IsAscii(sign))
            {
                if (!char.IsAsciiLetterOrDigit(sign))
                {
                    return;
                }

                Take(char.ToLowerInvariant(sign), KindOf(sign));
                at++;
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (!FoldedText.IsOfWord(rune) || FoldedText.IsIdeograph(rune))
            {
                return;
            }

            folds.Clear();
            FoldedText.Add(rune, folds);
            for (var i = 0; i < folds.Length; i++)
            {
                Take(folds[i], Rune.IsUpper(rune) ? 'A' : Rune.IsDigit(rune) ? '0' : 'a');
            }

            at += length;
        }
    }

    private static char KindOf(char sign) =>
        char.IsAsciiDigit(sign) ? '0' : char.IsAsciiLetterUpper(sign) ? 'A' : 'a';

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(char letter, char kind)
    {
        if (count < MostLetters)
        {
            (letters[count], kinds[count]) = (letter, kind);
            isMixed |= count > 0 && kind != kinds[count - 1] && !(count == 1 && kinds[0] == 'A' && kind == 'a');
        }

        count++;
    }

    /// <summary>Takes in the signs of C++ and C#, and passes a possessive's s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EndWord(int start)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("++") && !IsOfWord(at + 2))
        {
            Take('+', 'a');
            Take('+', 'a');
            at += 2;
        }
        else if (rest.StartsWith("#") && at - start == 1 && char.IsAsciiLetter(text[start]) && !IsOfWord(at + 1))
        {
            Take('#', 'a');
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
    /// Finds where the parts of a word begin: at a capital after small letters, and between letters and digits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindBounds()
    {
        bounds.Clear();
        bounds.Add(0);
        for (var i = 1; i < count && isMixed; i++)
        {
            var (before, here) = (kinds[i - 1], kinds[i]);
            var lastOfCapitals = before == 'A' && here == 'A' && i + 2 < count && kinds[i + 1] == 'a'
                && kinds[i + 2] == 'a';
            if ((before == 'a' && here == 'A') || (before == '0') != (here == '0') || lastOfCapitals)
            {
                bounds.Add(i);
            }
        }
    }

    private void Part(ReadOnlySpan<char> folded, int part, Range span)
    {
        var (from, end) = (bounds[part], part + 1 < bounds.Count ? bounds[part + 1] : folded.Length);
        if (end > from && (end - from >= ShortestPart || char.IsAsciiDigit(folded[from])))
        {
            found(folded[from..end], position + part, 1, WordForm.Part, span);
        }
    }

    /// <summary>Gives two words with a hyphen between them as one word too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Join(ReadOnlySpan<char> folded, int start, int parts)
    {
        var isHyphen = at < text.Length && text[at] is '-' or '‐' or '‑' && IsOfWord(at + 1);
        if (left is { } before && !isHyphen && position + parts - leftAt.Position <= MostParts)
        {
            found(string.Concat(before, folded), leftAt.Position, position + parts - leftAt.Position, WordForm.Joined,
                leftAt.Start..at);
        }

        var isThird = start > 0 && text[start - 1] is '-' or '‐' or '‑';
        (left, leftAt) = isHyphen && !isThird ? (folded.ToString(), (position, start)) : (null, default);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EndSentence(char sign)
    {
        if (sign is '。' or '！' or '？'
            || (sign is '.' or '!' or '?' && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1])
                && (sign != '.' || EndsWord()) && BeginsSentence()))
        {
            position++;
        }
    }

    private bool EndsWord() => count is > 1 and <= MostLetters
        && !Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters.AsSpan(0, count));

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
