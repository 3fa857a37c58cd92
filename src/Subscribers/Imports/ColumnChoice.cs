namespace DigestMailer.Subscribers.Imports;

/// <summary>What the columns of a file are, each judged with the others in view.</summary>
internal static class ColumnChoice
{
    public static Column?[] Of(string[] headers, IReadOnlyList<CsvRow> sample)
    {
        var columns = headers.Select(ColumnNames.Find).ToArray();
        foreach (var meaning in new[] { Meaning.Email, Meaning.Name })
        {
            if (Places(columns, meaning).Any(place => ColumnNames.IsKnown(headers[place])))
            {
                DropGuesses(headers, columns, meaning);
            }
        }

        Part(headers, columns, sample);
        return columns;
    }

    /// <summary>A question that only mentions an address is not one where another column is named so.</summary>
    private static void DropGuesses(string[] headers, Column?[] columns, Meaning meaning)
    {
        foreach (var place in Places(columns, meaning).Where(place => !ColumnNames.IsKnown(headers[place])))
        {
            columns[place] = null;
        }
    }

    /// <summary>"Name" next to only a first name is the last name, and next to only a last name the first.</summary>
    private static void Part(string[] headers, Column?[] columns, IReadOnlyList<CsvRow> sample)
    {
        var (names, firsts, lasts) =
            (Places(columns, Meaning.Name), Places(columns, Meaning.First), Places(columns, Meaning.Last));
        if (names.Count == 1 && ColumnNames.MayBePart(headers[names[0]]) && firsts.Count + lasts.Count == 1
            && !IsWhole(names[0], firsts.Concat(lasts).First(), sample))
        {
            columns[names[0]] = new(firsts.Count == 1 ? Meaning.Last : Meaning.First);
        }
    }

    /// <summary>Whether most names have that part in them already; a short part may be in one by chance.</summary>
    private static bool IsWhole(int name, int part, IReadOnlyList<CsvRow> sample)
    {
        var pairs = sample.Where(row => Math.Max(name, part) < row.Values.Length)
            .Select(row => (Name: PlainWord.Of(row.Values[name]), Part: PlainWord.Of(row.Values[part])))
            .Where(pair => pair.Name.Length > 0 && pair.Part.Length > 0).ToList();
        return pairs.Count(pair => pair.Name.Contains(pair.Part, StringComparison.Ordinal)) * 2 > pairs.Count;
    }

    private static List<int> Places(Column?[] columns, Meaning meaning) =>
        [.. Enumerable.Range(0, columns.Length).Where(place => columns[place]?.Meaning == meaning)];
}
