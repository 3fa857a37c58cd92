using DigestMailer.Storage;
using DigestMailer.Subscribers.Addresses;

namespace DigestMailer.Subscribers.Imports;

/// <summary>Which column of a file is what, found out before a row is read.</summary>
internal sealed class ColumnMap
{
    /// <summary>Words that others use for something else, such as the state of a postal address.</summary>
    private static readonly string[] Ambiguous = ["state", "type", "active", "enabled", "newsletter"];

    private readonly string[] headers;
    private readonly Column?[] columns;

    private ColumnMap(string[] headers, Column?[] columns) => (this.headers, this.columns) = (headers, columns);

    public int Count => headers.Length;

    public bool Has(Meaning meaning) => columns.Any(column => column?.Meaning == meaning);

    /// <summary>The columns that are read, as one line: <c>email from "Email Address"</c> and so on.</summary>
    public string Read =>
        string.Join(", ",
            headers.Zip(columns).Where(pair => pair.Second is not null)
                .Select(pair => $"{pair.Second!.Name} from \"{pair.First}\""));

    /// <summary>The names of the columns that nobody reads.</summary>
    public IReadOnlyList<string> Unread =>
        [.. headers.Zip(columns).Where(pair => pair.Second is null && pair.First.Length > 0)
            .Select(pair => pair.First)];

    /// <param name="sample">The first rows, by which a column that may be two things is judged.</param>
    /// <exception cref="RefusedException">No column holds addresses.</exception>
    public static ColumnMap Of(string[] headers, IReadOnlyList<CsvRow> sample)
    {
        headers = [.. headers.Select(header => Visible.Text(header))];
        var columns = ColumnChoice.Of(headers, sample);
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i]?.Meaning == Meaning.State && Ambiguous.Contains(headers[i].ToLowerInvariant())
                && !sample.All(row => i >= row.Values.Length || StateWords.Find(row.Values[i]) is not null))
            {
                columns[i] = null;
            }
        }

        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i]?.Meaning == Meaning.Digest && IsNoName(i, sample))
            {
                columns[i] = null;
            }
        }

        return columns.Any(column => column?.Meaning == Meaning.Email) ? new(headers, columns)
            : throw new RefusedException(
                "The CSV needs a first line that names its columns, one of them email; it begins with: "
                + $"{Shown(headers)}. Columns: {string.Join(", ", Ours)}.");
    }

    /// <summary>Whether a column says if or how often others send a digest, and names none.</summary>
    private static bool IsNoName(int column, IReadOnlyList<CsvRow> sample)
    {
        var words = sample.Where(row => column < row.Values.Length).Select(row => row.Values[column].Trim())
            .Where(word => word.Length > 0).ToList();
        return words.Count > 0
            && words.All(word => WishField.Ticked(word) is not null || RhythmKind.Find(word) is not null);
    }

    private static string Shown(string[] headers)
    {
        var line = string.Join(" | ", headers);
        return line.Length > 100 ? line[..100] + "…" : line;
    }

    /// <summary>
    /// The columns of an export, in order; an export of readers with one digest each has all but the last.
    /// </summary>
    public static IReadOnlyList<string> Ours { get; } =
        ["email", "name", "topics", "queries", .. WishFields.All.Select(field => field.Name), "consent",
            "state", "consented", "left", "digest"];

    /// <summary>The first filled value of the columns of that meaning; null where there is none.</summary>
    public string? Value(CsvRow row, Meaning meaning) => Values(row, meaning).FirstOrDefault();

    /// <summary>The filled values of the columns of that meaning.</summary>
    public IEnumerable<string> Values(CsvRow row, Meaning meaning)
    {
        for (var i = 0; i < columns.Length && i < row.Values.Length; i++)
        {
            if (columns[i]?.Meaning == meaning && !string.IsNullOrWhiteSpace(row.Values[i]))
            {
                yield return FormulaGuard.Unguard(row.Values[i]);
            }
        }
    }

    /// <summary>What is written of a wish; null where nothing is.</summary>
    public string? Wish(CsvRow row, WishField wish)
    {
        for (var i = 0; i < columns.Length && i < row.Values.Length; i++)
        {
            if (columns[i]?.Wish == wish && !string.IsNullOrWhiteSpace(row.Values[i]))
            {
                return FormulaGuard.Unguard(row.Values[i]);
            }
        }

        return null;
    }

    /// <summary>The name of a column of that meaning, as the file has it.</summary>
    public string Header(Meaning meaning) => headers[Array.FindIndex(columns, column => column?.Meaning == meaning)];
}
