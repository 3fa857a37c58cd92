namespace DigestMailer.Subscribers.Imports;

/// <summary>What separates the columns, and where the first row begins.</summary>
/// <param name="Start">Behind the line <c>sep=</c>, where there is one.</param>
internal readonly record struct Delimiter(char Character, int Start, int Line)
{
    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    public string Name => Character switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        _ => $"\"{Character}\"",
    };

    /// <summary>
    /// As <c>sep=</c> says, else the one that gives the most columns of names we know, else the most columns.
    /// </summary>
    public static Delimiter Of(string text)
    {
        var (start, line) = (0, 1);
        while (start < text.Length && text[start] is '\r' or '\n')
        {
            line += text[start] == '\n' ? 1 : 0;
            start++;
        }

        var end = text.AsSpan(start).IndexOfAny('\r', '\n');
        var first = (end < 0 ? text[start..] : text[start..(start + end)]).Trim('"', ' ');
        if (first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && first.Length >= 5)
        {
            var next = start + end + (text.AsSpan(start + end).StartsWith("\r\n") ? 2 : 1);
            return new(first[4], end < 0 ? text.Length : next, line + 1);
        }

        if (first.Equals("sep=", StringComparison.OrdinalIgnoreCase) && end > 0)
        {
            return new('\t', start + end + 1, line + 1);
        }

        return new(Best(text, start), start, line);
    }

    private static char Best(string text, int start) =>
        Candidates.Select(candidate => (candidate, names: Names(text, candidate, start)))
            .OrderByDescending(one => one.names.Count(ColumnNames.IsKnown))
            .ThenByDescending(one => one.names.Length).First().candidate;

    private static string[] Names(string text, char candidate, int start)
    {
        var end = text.AsSpan(start).IndexOfAny('\r', '\n');
        var header = end < 0 ? text[start..] : text[start..(start + end)];
        // A header that goes over several lines in quotes is read as a whole later.
        return header.Count(c => c == '"') % 2 != 0 ? header.Split(candidate)
            : new CsvReading(header, candidate, 0, 1).Rows().Select(row => row.Values).FirstOrDefault() ?? [];
    }
}
