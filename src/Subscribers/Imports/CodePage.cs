using System.Text;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// Tells windows-1252 from MacRoman by what the bytes outside ASCII would be: letters within words speak for a code
/// page; symbols and capitals within words, and runs of such letters, as other scripts give them, against it.
/// </summary>
internal static class CodePage
{
    private const int MostInARow = 3;

    /// <summary>What is read, the most common first, and DOS, which is only recognized.</summary>
    private static readonly (string Name, int Number, bool IsRead)[] Pages =
        [("windows-1252", 1252, true), ("MacRoman", 10000, true), ("DOS", 850, false)];

    /// <exception cref="RefusedException">Neither gives words.</exception>
    public static FileText Best(byte[] bytes)
    {
        if (MixedUtf8.Place(bytes) is { } place)
        {
            throw Refused(bytes.AsSpan(0, place).Count((byte)'\n'), "that are not UTF-8, as other lines are");
        }

        var best =
            Pages.Select(page => (page.Name, page.IsRead,
                    Text: CodePagesEncodingProvider.Instance.GetEncoding(page.Number)!.GetString(bytes)))
                .OrderByDescending(page => Places(page.Text).Sum(at => Weight(page.Text, at))).First();
        var wrong = Places(best.Text).Where(at => !best.IsRead || Weight(best.Text, at) < 0).Take(1).ToList();
        return wrong.Count == 0 ? new(best.Text, best.Name)
            : throw Refused(best.Text.AsSpan(0, wrong[0]).Count('\n'),
                "that are neither UTF-8 nor Western European");
    }

    private static RefusedException Refused(int linesBefore, string what) =>
        new($"Line {linesBefore + 1} has characters {what}. Save the file as UTF-8; nothing was imported.");

    private static IEnumerable<int> Places(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAscii(text[i]))
            {
                yield return i;
            }
        }
    }

    private static int Weight(string text, int place)
    {
        var (before, c, after) = (At(text, place - 1), text[place], At(text, place + 1));
        return char.IsControl(c) ? -5
            : char.IsLetter(c)
                ? IsInRow(text, place) || IsOddCase(text, place) ? -5 : Letter(before, c, after)
            : IsPunctuation(c) ? Punctuation(before, c, after)
            : char.IsLetter(before) || char.IsLetter(after) ? -5
            : 0;
    }

    /// <summary>A letter alone may as well be a dash or a space of another page.</summary>
    private static int Letter(char before, char c, char after) =>
        !char.IsLetter(before) && !char.IsLetter(after) ? 1
            : (IsFrequent(c) ? 3 : IsCommon(c) ? 2 : 1) + (IsTitle(before, c, after) ? 1 : 0);

    /// <summary>Whether a name begins there.</summary>
    private static bool IsTitle(char before, char c, char after) =>
        !char.IsLetter(before) && char.IsUpper(c) && char.IsLower(after);

    /// <summary>
    /// Whether the case changes as in no word: a capital after a small letter or before one within a word, or a small
    /// letter before a capital. <c>MüLLER</c> is what programs make of it that know only the capitals of ASCII.
    /// </summary>
    private static bool IsOddCase(string text, int place)
    {
        var (before, c, after) = (At(text, place - 1), text[place], At(text, place + 1));
        return char.IsUpper(c)
            ? char.IsLower(before) || (char.IsLetter(before) && char.IsLower(after))
            : char.IsLower(c) && char.IsUpper(after) && !char.IsUpper(before);
    }

    /// <summary>Quotes round words and the apostrophe of O’Neil speak for a page as a letter does.</summary>
    private static int Punctuation(char before, char c, char after) => c switch
    {
        '“' or '”' or '„' or '•' when char.IsLetter(before) && char.IsLetter(after) => -5,
        '“' or '„' or '«' when char.IsLetter(after) => 3,
        '”' or '…' or '»' when char.IsLetter(before) => 3,
        '’' when char.IsLetter(before) && char.IsUpper(after) => 4,
        '\u00A0' => 3,
        _ => 1,
    };

    private static bool IsInRow(string text, int place)
    {
        var start = place;
        while (IsForeign(At(text, start - 1)))
        {
            start--;
        }

        var end = place;
        while (IsForeign(At(text, end + 1)))
        {
            end++;
        }

        return end - start + 1 >= MostInARow;
    }

    /// <summary>A quote or a no-break space is part of no word, so it ends the row.</summary>
    private static bool IsForeign(char c) => !char.IsAscii(c) && !IsPunctuation(c);

    private static char At(string text, int place) => place >= 0 && place < text.Length ? text[place] : '\0';

    private static bool IsFrequent(char c) => "áäãåçéèíñóöøúüßÁÄÅÇÉÑÓÖØÚÜŠŽ".Contains(c, StringComparison.Ordinal);

    private static bool IsCommon(char c) => "àâæêëìîïòôõœùûýÿÀÂÃÆÈÊËÍÎÏÔÕŒÛ".Contains(c, StringComparison.Ordinal);

    private static bool IsPunctuation(char c) =>
        c is '‘' or '’' or '“' or '”' or '„' or '–' or '—' or '…' or '\u00A0' or '«' or '»' or '·' or '´' or '•' or '€';
}
