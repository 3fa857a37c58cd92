namespace DigestMailer.Subscribers.Imports;

/// <summary>One row of a CSV.</summary>
/// <param name="Line">Where it begins; the first line is 1.</param>
/// <param name="Fault">What is wrong with its quotes, or null.</param>
internal readonly record struct CsvRow(int Line, string[] Values, string? Fault)
{
    /// <summary>Whether nothing is written in it, as in the rows that spreadsheets leave at the end.</summary>
    public bool IsBlank => Fault is null && Values.All(string.IsNullOrWhiteSpace);
}
