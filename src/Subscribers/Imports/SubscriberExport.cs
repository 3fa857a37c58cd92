using System.Buffers;
using System.Globalization;
using System.Text;

namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// Writes subscribers as the CSV that <see cref="SubscriberCsv"/> reads back to the same list; no cell begins with what
/// a spreadsheet would run.
/// </summary>
internal static class SubscriberExport
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\r\n\t");

    /// <param name="named">Whether to write which digest of its reader each row is; needless where each reader has one
    /// without a name.</param>
    public static async Task<int> WriteAsync(TextWriter text, IAsyncEnumerable<Subscriber> subscribers,
        IProgress<int>? progress = null, bool named = false, CancellationToken cancel = default)
    {
        var lines = new StringBuilder();
        var columns = ColumnMap.Ours.Count - (named ? 0 : 1);
        Add(lines, ColumnMap.Ours.Take(columns));
        var count = 0;
        await foreach (var subscriber in subscribers.WithCancellation(cancel))
        {
            Add(lines, Row(subscriber).Take(columns));
            count++;
            if (lines.Length > 60_000)
            {
                await text.WriteAsync(lines, cancel);
                lines.Clear();
                progress?.Report(count);
            }
        }

        await text.WriteAsync(lines, cancel);
        return count;
    }

    private static string?[] Row(Subscriber subscriber)
    {
        var topics = subscriber.Wishes.Topics;
        var confirmed = subscriber.State == SubscriptionState.Confirmed;
        return
        [
            subscriber.Email, subscriber.Name, string.Join(';', topics.Topics), string.Join(';', topics.Queries),
            .. WishFields.All.Select(field => field.Text(subscriber.Wishes)),
            confirmed ? subscriber.Consent ?? "exported as confirmed" : null,
            subscriber.State.ToString().ToLowerInvariant(),
            confirmed ? Time(subscriber.ConsentedAt) : null, Time(subscriber.LeftAt), subscriber.Digest,
        ];
    }

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Add(StringBuilder lines, IEnumerable<string?> values)
    {
        var start = lines.Length;
        foreach (var value in values)
        {
            if (lines.Length > start)
            {
                lines.Append(',');
            }

            Add(lines, FormulaGuard.Guard(value) ?? "");
        }

        lines.Append("\r\n");
    }

    private static void Add(StringBuilder lines, string value)
    {
        if (value.AsSpan().IndexOfAny(Quoted) < 0 && value.AsSpan().Trim(' ').Length == value.Length)
        {
            lines.Append(value);
            return;
        }

        lines.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
