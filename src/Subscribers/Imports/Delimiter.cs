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

        var end = EndOfLine(text, start);
        var first = text[start..end].Trim('"', ' ');
        if (!first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            return new(Best(text[start..end]), start, line);
        }

        var next = Math.Min(text.Length, end + (text.AsSpan(end).StartsWith("\r\n") ? 2 : 1));
        // Some programs trim a tab at the end of a line.
        return new(first.Length > 4 ? first[4] : '\t', next, line + 1);
    }

    private static int EndOfLine(string text, int start) =>
        text.AsSpan(start).IndexOfAny('\r', '\n') is >= 0 and var length ? start + length : text.Length;

    private static char Best(string header) =>
        Candidates.Select(candidate => (candidate, names: Names(header, candidate)))
            .OrderByDescending(one => one.names.Count(ColumnNames.IsKnown))
            .ThenByDescending(one => one.names.Length).First().candidate;

    // A header that goes over several lines in quotes is read as a whole later.
    private static string[] Names(string header, char candidate) =>
        header.Count(c => c == '"') % 2 != 0 ? header.Split(candidate)
            : new CsvReading(header, candidate, 0, 1).Rows().Select(row => row.Values).FirstOrDefault() ?? [];
}
