using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DigestMailer.Storage;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>
/// Subscribers as CSV with the columns email, name, topics, queries, every, at, zone, max, weekday, format, language,
/// thumbnails, empty, consent; several topics or queries are parted by <c>;</c>.
/// </summary>
internal sealed class SubscriberCsv(TopicCatalogue catalogue)
{
    private static readonly string[] Columns =
        ["email", "name", "topics", "queries", .. WishFields.All.Select(field => field.Name), "consent"];

    private static CsvConfiguration Format => new(CultureInfo.InvariantCulture)
    {
        PrepareHeaderForMatch = header => header.Header.Trim().ToLowerInvariant(),
        MissingFieldFound = null,
        BadDataFound = null,
        TrimOptions = TrimOptions.Trim,
    };

    /// <summary>
    /// Reads the good rows and reports the bad ones by line.
    /// A row is confirmed where the operator says so (<paramref name="confirmed"/>) and the row itself names a proof of
    /// consent.
    /// </summary>
    public (List<Enrolment> People, List<string> Faults) Read(TextReader text, bool confirmed)
    {
        using var csv = new CsvReader(text, Format);
        var people = new List<Enrolment>();
        var faults = new List<string>();
        if (!csv.Read() || !csv.ReadHeader()
            || !csv.HeaderRecord!.Any(name => name.Trim().Equals("email", StringComparison.OrdinalIgnoreCase)))
        {
            throw new RefusedException(
                $"The CSV needs a first line that names its columns: {string.Join(",", Columns)} (only email is required).");
        }

        while (csv.Read())
        {
            ReadRow(csv, confirmed, people, faults);
        }

        return (people, faults);
    }

    private void ReadRow(CsvReader csv, bool confirmed, List<Enrolment> people, List<string> faults)
    {
        var line = csv.Parser.RawRow.ToString(CultureInfo.InvariantCulture);
        if (csv.Parser.RawRecord.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add($"line {line}: it holds a zero byte, which is no text");
            return;
        }

        if (!EmailAddress.TryParse(csv.GetField("email"), out var email, out var fault))
        {
            faults.Add($"line {line}: {fault}");
            return;
        }

        var input =
            WishesInput.From(Several(csv, "topics"), Several(csv, "queries"), field => Field(csv, field.Name));
        var (wishes, wrong) = input.Check(catalogue);
        if (wishes is null)
        {
            faults.Add($"line {line}: {wrong}");
            return;
        }

        var consent = Field(csv, "consent");
        people.Add(
            new Enrolment(email, Field(csv, "name"), wishes, confirmed && consent is not null, "import", consent));
    }

    private static string[] Several(CsvReader csv, string column) =>
        Field(csv, column)?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? Field(CsvReader csv, string column) =>
        csv.TryGetField<string>(column, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>Writes what <see cref="Read"/> takes.</summary>
    public static async Task<int> WriteAsync(TextWriter text, IAsyncEnumerable<Subscriber> subscribers,
        CancellationToken cancel)
    {
        await using var csv = new CsvWriter(text, Format, leaveOpen: true);
        await WriteRowAsync(csv, Columns);
        var count = 0;
        await foreach (var subscriber in subscribers.WithCancellation(cancel))
        {
            await WriteRowAsync(csv, Row(subscriber));
            count++;
        }

        return count;
    }

    private static string?[] Row(Subscriber subscriber)
    {
        var topics = subscriber.Wishes.Topics;
        return
        [
            subscriber.Email, subscriber.Name, string.Join(';', topics.Topics), string.Join(';', topics.Queries),
            .. WishFields.All.Select(field => field.Text(subscriber.Wishes)),
            subscriber.State == SubscriptionState.Confirmed ? subscriber.Consent ?? "exported as confirmed" : null,
        ];
    }

    private static async Task WriteRowAsync(CsvWriter csv, IEnumerable<string?> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        await csv.NextRecordAsync();
    }
}
