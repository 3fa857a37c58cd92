using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace DigestMailer.Topics.Meaning;

/// <summary>
/// Cuts text into the pieces of BERT's uncased vocabulary: words without case and accents, each as the longest pieces
/// that the vocabulary has. Words that it cannot spell are left out. Immutable; safe for several threads.
/// </summary>
internal sealed class WordPieces : IPieces
{
    private const int LongestWord = 100;
    private const string Inner = "##";
    private readonly PieceTable beginnings = new();
    private readonly PieceTable continuations = new();

    /// <param name="vocabulary">The pieces in the order of their numbers; those inside words begin with ##.</param>
    public WordPieces(IReadOnlyList<string> vocabulary)
    {
        for (var number = 0; number < vocabulary.Count; number++)
        {
            var piece = vocabulary[number];
            if (piece.StartsWith(Inner, StringComparison.Ordinal) && piece.Length > Inner.Length)
            {
                continuations.Add(piece[Inner.Length..], number);
            }
            else if (!IsSpecial(piece))
            {
                beginnings.Add(piece, number);
            }
        }
    }

    /// <summary>[CLS] and the like: text that looks so is only text.</summary>
    private static bool IsSpecial(string piece) => piece.Length > 2 && piece[0] == '[' && piece[^1] == ']';

    /// <summary>The numbers of the pieces of a text in its order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public List<int> Of(string text, int most)
    {
        var pieces = new List<int>(Math.Min(most, 300));
        Span<char> word = stackalloc char[LongestWord];
        var length = 0;
        for (var at = 0; at < text.Length && pieces.Count < most;)
        {
            var sign = text[at];
            if (char.IsAscii(sign))
            {
                at++;
                if (char.IsAsciiLetterOrDigit(sign))
                {
                    Take(word, ref length, char.ToLowerInvariant(sign));
                    continue;
                }

                End(word, ref length, pieces);
                if (sign > ' ' && sign != '\u007F')
                {
                    Take(word, ref length, sign);
                    End(word, ref length, pieces);
                }

                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var count);
            at += count;
            Foreign(rune, word, ref length, pieces);
        }

        End(word, ref length, pieces);
        return pieces.Count <= most ? pieces : pieces[..most];
    }

    /// <summary>A sign that is not of ASCII.</summary>
    private void Foreign(Rune rune, Span<char> word, ref int length, List<int> pieces)
    {
        var isAlone = IsIdeograph(rune) || Rune.IsPunctuation(rune);
        if (isAlone || Rune.IsWhiteSpace(rune))
        {
            End(word, ref length, pieces);
        }

        if (Rune.IsWhiteSpace(rune) || rune.Value == 0xFFFD
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
        {
            return;
        }

        foreach (var part in Rune.ToLowerInvariant(rune).ToString().Normalize(NormalizationForm.FormD))
        {
            if (char.IsSurrogate(part) || CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            {
                Take(word, ref length, part);
            }
        }

        if (isAlone)
        {
            End(word, ref length, pieces);
        }
    }

    private static bool IsIdeograph(Rune rune) => rune.Value is >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF
        or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x2CEAF or >= 0x2F800 and <= 0x2FA1F;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Take(Span<char> word, ref int length, char sign)
    {
        if (length < word.Length)
        {
            word[length] = sign;
        }

        length++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void End(Span<char> word, ref int length, List<int> pieces)
    {
        if (length is > 0 and <= LongestWord)
        {
            Spell(word[..length], pieces);
        }

        length = 0;
    }

    /// <summary>The longest piece first; a word that cannot be spelled to its end gives none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spell(ReadOnlySpan<char> word, List<int> pieces)
    {
        var before = pieces.Count;
        for (var from = 0; from < word.Length;)
        {
            var (length, number) = (from == 0 ? beginnings : continuations).Longest(word[from..]);
            if (length == 0)
            {
                pieces.RemoveRange(before, pieces.Count - before);
                return;
            }

            pieces.Add(number);
            from += length;
        }
    }
}
