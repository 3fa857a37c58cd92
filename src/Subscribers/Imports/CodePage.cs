using System.Text;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// Tells windows-1252 from MacRoman by what the bytes outside ASCII would be: letters within words speak for a code
/// page, symbols within words and runs of such letters, as other scripts give them, against it.
/// </summary>
internal static class CodePage
{
    private const int MostInARow = 3;

    private static readonly (string Name, int Number)[] Pages = [("windows-1252", 1252), ("MacRoman", 10000)];

    /// <exception cref="RefusedException">Neither gives words.</exception>
    public static FileText Best(byte[] bytes)
    {
        var read =
            Pages.Select(page => (page.Name,
                Text: CodePagesEncodingProvider.Instance.GetEncoding(page.Number)!.GetString(bytes))).ToList();
        var best = read.OrderByDescending(page =>
            Places(page.Text).Sum(place => Weight(page.Text, place) + Case(page.Text, place))).First();
        var wrong = Places(best.Text).Where(place => Weight(best.Text, place) < 0).Take(1).ToList();
        return wrong.Count == 0 ? new(best.Text, best.Name)
            : throw new RefusedException(
                $"Line {best.Text.AsSpan(0, wrong[0]).Count('\n') + 1} has characters that are neither UTF-8 nor "
                + "Western European. Save the file as UTF-8; nothing was imported.");
    }

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
        var c = text[place];
        return char.IsControl(c) ? -5
            : char.IsLetter(c) ? (IsInRow(text, place) ? -5 : IsCommon(c) ? 3 : 1)
            : IsPunctuation(c) ? 1
            : IsLetter(text, place - 1) || IsLetter(text, place + 1) ? -5
            : 0;
    }

    /// <summary>A capital after a small letter is rare in a name, so it speaks against a page, but proves nothing.
    /// </summary>
    private static int Case(string text, int place) =>
        char.IsUpper(text[place]) && place > 0 && char.IsLower(text[place - 1]) ? -4 : 0;

    private static bool IsInRow(string text, int place)
    {
        var start = place;
        while (start > 0 && !char.IsAscii(text[start - 1]))
        {
            start--;
        }

        var end = place;
        while (end + 1 < text.Length && !char.IsAscii(text[end + 1]))
        {
            end++;
        }

        return end - start + 1 >= MostInARow;
    }

    private static bool IsLetter(string text, int place) =>
        place >= 0 && place < text.Length && char.IsLetter(text[place]);

    private static bool IsCommon(char c) =>
        "áàâäãåæçéèêëíìîïñóòôöõøœúùûüýÿßÁÀÂÄÃÅÆÇÉÈÊËÍÎÏÑÓÔÖÕØŒÚÛÜ".Contains(c, StringComparison.Ordinal);

    private static bool IsPunctuation(char c) =>
        c is '‘' or '’' or '“' or '”' or '„' or '–' or '—' or '…' or '\u00A0' or '«' or '»' or '·' or '´' or '•' or '€';
}
