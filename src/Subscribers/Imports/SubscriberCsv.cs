using DigestMailer.Storage;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// Reads subscribers from the CSV of this program or of others: any usual delimiter and encoding, columns by their
/// names (see <see cref="ColumnNames"/>). Several topics or queries are separated by <c>;</c>.
/// </summary>
internal sealed class SubscriberCsv(TopicCatalogue catalogue, TimeProvider clock)
{
    private const int Sampled = 200;
    private const int MostShown = 20;

    /// <exception cref="RefusedException">It is not text, has no column of addresses, or leaves a quote
    /// open.</exception>
    public SubscriberFile Read(byte[] file, ImportConsent consent)
    {
        var text = FileText.Of(file);
        return Read(text.Text, $"{text.Encoding}, ", consent);
    }

    /// <inheritdoc cref="Read(byte[], ImportConsent)"/>
    public SubscriberFile Read(TextReader text, bool confirmed) =>
        Read(text.ReadToEnd(), "", new ImportConsent(confirmed));

    private SubscriberFile Read(string text, string encoding, ImportConsent consent)
    {
        var delimiter = Delimiter.Of(text);
        using var rows = new CsvReading(text, delimiter.Character, delimiter.Start, delimiter.Line).Rows()
            .Where(row => !row.IsBlank).GetEnumerator();
        var header = rows.MoveNext() ? rows.Current.Values : [];
        var sample = new List<CsvRow>();
        while (sample.Count < Sampled && rows.MoveNext())
        {
            sample.Add(rows.Current);
        }

        var columns = ColumnMap.Of(header, sample);
        var reading = new RowReading(catalogue, columns, consent, clock.GetUtcNow());
        sample.ForEach(reading.Take);
        while (rows.MoveNext())
        {
            reading.Take(rows.Current);
        }

        return new([.. Notes(columns, $"{encoding}columns separated by {delimiter.Name}"),
            .. Undated(reading.UnreadDates)], reading.People, reading.Faults);
    }

    private static IEnumerable<string> Undated(List<string> dates)
    {
        if (dates.Count > 0)
        {
            var more = dates.Count > MostShown ? $" and {dates.Count - MostShown} more" : "";
            yield return "The proof has no day, since its date is not a date in the past that we can read: "
                + $"{string.Join(", ", dates.Take(MostShown))}{more}.";
        }
    }

    private static IEnumerable<string> Notes(ColumnMap columns, string form)
    {
        yield return $"Read as {form}: {columns.Read}.";
        if (columns.Unread.Count > 0)
        {
            yield return $"Columns that are not read: {string.Join(", ", columns.Unread)}.";
        }
    }
}
