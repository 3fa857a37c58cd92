using System.Globalization;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// A title as lists show it: two lines on a phone of 360 pixels at most, and never cut before its sixtieth column.
/// </summary>
internal static class ShortTitle
{
    /// <summary>What two lines hold on a phone; a wide (East Asian) character counts two.</summary>
    public const int Most = 72;
    private const int Least = 61;

    /// <summary>The title, or its whole words up to the bound and an ellipsis.</summary>
    public static string Of(string title)
    {
        if (TextWrap.Columns(title) <= Most)
        {
            return title;
        }

        var (end, space, columns) = (0, 0, 0);
        while (end < title.Length)
        {
            var length = StringInfo.GetNextTextElementLength(title, end);
            columns += TextWrap.Columns(title.Substring(end, length));
            if (columns > Most - 1)
            {
                break;
            }

            // The sign before the cut is taken out, so one column more is asked for.
            space = columns > Least && title[end] == ' ' ? end : space;
            end += length;
        }

        return title[..(space > 0 ? space : end)].TrimEnd(' ', ',', ';', ':', '.', '-', '–', '—', '(') + "…";
    }
}
