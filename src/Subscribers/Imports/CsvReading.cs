using System.Text;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// The rows of a CSV (RFC 4180) one after the other, with the lines they begin in. Line ends may be CRLF, LF or CR;
/// spaces around a quoted value are ignored. A quote that is not closed where it should be ends the whole reading by
/// its line, since nobody can tell which rows it swallowed.
/// </summary>
internal sealed class CsvReading(string text, char delimiter, int start, int line)
{
    private static readonly char[] Ends = ['\r', '\n'];

    private int at = start;
    private int line = line;
    private string? fault;

    // The first row that is not blank, and where the current row and a quote in it that looks too long begin.
    private string[]? header;
    private int rowStart;
    private int? suspect;

    /// <exception cref="RefusedException">A quote is never closed.</exception>
    public IEnumerable<CsvRow> Rows()
    {
        var values = new List<string>();
        while (at < text.Length)
        {
            (values, fault, suspect, rowStart) = ([], null, null, at);
            var first = line;
            do
            {
                values.Add(Value());
            }
            while (Goes());
            var row = new CsvRow(first, [.. values], fault);
            if (suspect is { } opened && SwallowsRows(row))
            {
                throw Unclosed(opened, "swallows the rows that follow");
            }

            header ??= row.IsBlank ? null : row.Values;
            yield return row;
        }
    }

    /// <summary>Steps over what ends a value; false at the end of the row.</summary>
    private bool Goes()
    {
        if (at >= text.Length)
        {
            return false;
        }

        var c = text[at++];
        if (c == delimiter)
        {
            return true;
        }

        at += c == '\r' && at < text.Length && text[at] == '\n' ? 1 : 0;
        line++;
        return false;
    }

    private string Value()
    {
        var begin = at;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        if (at < text.Length && text[at] == '"')
        {
            return Quoted();
        }

        var end = text.AsSpan(at).IndexOfAny(delimiter, '\r', '\n');
        at = end < 0 ? text.Length : at + end;
        return text[begin..at].Trim(' ');
    }

    private string Quoted()
    {
        var (opened, inside) = (line, new StringBuilder());
        at++;
        while (true)
        {
            var close = text.IndexOf('"', at);
            if (close < 0)
            {
                throw Unclosed(opened, "is never closed");
            }

            inside.Append(text, at, close - at);
            line += Lines(text.AsSpan(at, close - at));
            at = close + 1;
            if (at >= text.Length || text[at] != '"')
            {
                break;
            }

            inside.Append('"');
            at++;
        }

        return Closed(inside.ToString(), opened);
    }

    /// <summary>After the closing quote only spaces may come before the value ends.</summary>
    private string Closed(string value, int opened)
    {
        while (at < text.Length && text[at] == ' ' && delimiter != ' ')
        {
            at++;
        }

        suspect ??= MayHoldRows(value) ? opened : null;
        if (at >= text.Length || text[at] == delimiter || text[at] is '\r' or '\n')
        {
            return value;
        }

        if (line > opened)
        {
            throw Unclosed(opened, "is not closed in its line");
        }

        fault = "a quote closes in the middle of a value; write it twice (\"\") inside of one";
        var end = text.AsSpan(at).IndexOfAny('\r', '\n');
        at = end < 0 ? text.Length : at + end;
        return value;
    }

    /// <summary>Whether a later line of the value has an address and another value.</summary>
    private bool MayHoldRows(string value) =>
        value.AsSpan().ContainsAny('\r', '\n') && value.Contains('@', StringComparison.Ordinal)
            && value.Split(Ends).Skip(1)
                .Any(part => part.Contains('@', StringComparison.Ordinal)
                    && part.Contains(delimiter, StringComparison.Ordinal));

    /// <summary>
    /// Whether a row with such a value is several rows in truth: it has not the columns of the header, or one of its
    /// later lines has them, with an address where the header has it.
    /// </summary>
    private bool SwallowsRows(CsvRow row)
    {
        if (row.Values.Length != header?.Length)
        {
            return true;
        }

        var email = Array.FindIndex(header, name => ColumnNames.Find(name)?.Meaning == Meaning.Email);
        return email >= 0 && text[rowStart..at].Split(Ends).Skip(1).Select(part => part.Split(delimiter))
            .Any(parts => parts.Length == header.Length
                && EmailAddress.TryParse(parts[email].Trim('"', ' '), out _, out _));
    }

    /// <summary>Ends of lines, CRLF counted once.</summary>
    private static int Lines(ReadOnlySpan<char> part)
    {
        var count = 0;
        for (var i = 0; i < part.Length; i++)
        {
            count += part[i] == '\n' || (part[i] == '\r' && (i + 1 == part.Length || part[i + 1] != '\n')) ? 1 : 0;
        }

        return count;
    }

    private static RefusedException Unclosed(int opened, string what) =>
        new($"line {opened}: the quote that opens here {what}. Nothing was imported.");
}
