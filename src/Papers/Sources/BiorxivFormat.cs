using System.Globalization;
using System.Text.Json;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Sources;

/// <summary>One page of <c>details</c>.</summary>
/// <param name="Count">Rows on this page, by which the next begins.</param>
/// <param name="Total">Rows of all pages.</param>
internal sealed record BiorxivAnswer(IReadOnlyList<Listing> Rows, int Count, int Total, SourceState State,
    string? Error)
{
    /// <summary>Rows of this page without a DOI or a title, which are left out.</summary>
    public int Bad { get; init; }
}

/// <summary>
/// The <c>details</c> of bioRxiv and medRxiv: a row for each version, numbers as texts, "NA" for what there is not.
/// An empty body, and the message that no articles were found, are how the server fails, since a question spans days
/// that have papers.
/// </summary>
internal static class BiorxivFormat
{
    public static BiorxivAnswer Read(string text, string source, string server, DateOnly edition)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Fault(SourceState.Failed, $"{server} answered with nothing; the next gathering asks again");
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var message = Json.At(document.RootElement, "messages").FirstOrDefault();
            var status = Json.Text(message, "status") ?? "";
            if (!status.Equals("ok", StringComparison.OrdinalIgnoreCase))
            {
                return Fault(SourceState.Failed,
                    $"{server} says \"{PaperText.Name(status)}\"; the next gathering asks again");
            }

            List<JsonElement> all = [.. Json.At(document.RootElement, "collection")];
            var rows = all.Select(row => One(row, source, server, edition)).OfType<Listing>().ToList();
            var count = Math.Max(Number(message, "count"), all.Count);
            var answer = new BiorxivAnswer(rows, count, Number(message, "total"), SourceState.Fresh, null);
            return all.Count > 0 && rows.Count == 0
                ? Fault(SourceState.Refused,
                    $"{server} did not answer in its format (no row has a doi and a title); nothing was kept")
                : answer with { Bad = all.Count - rows.Count };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return Fault(SourceState.Refused,
                $"{server} did not answer in its format ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}); "
                    + "nothing was kept");
        }
    }

    /// <summary>
    /// One listing for each DOI: the newest text, and news only where its first version is among the rows.
    /// </summary>
    public static IEnumerable<Listing> Papers(IEnumerable<Listing> rows) =>
        rows.GroupBy(row => row.Doi, StringComparer.OrdinalIgnoreCase).Select(versions =>
    {
        var first = versions.MinBy(row => row.Version)!;
        return versions.MaxBy(row => row.Version)!
            with
        {
            Edition = first.Edition,
            Published = first.Version == 1 ? first.Published : null,
            Announce = first.Version == 1 ? Announcement.New : Announcement.Replace
        };
    });

    private static Listing? One(JsonElement row, string source, string server, DateOnly edition)
    {
        var title = PaperText.Title(Known(row, "title"));
        if (Doi.TryParse(Known(row, "doi")) is not { } doi || title.Length == 0)
        {
            return null;
        }

        var day = FieldListing.Day(Known(row, "date"));
        var version = Math.Max(1, Number(row, "version"));
        var page =
            string.Create(CultureInfo.InvariantCulture,
                $"https://www.{server.ToLowerInvariant()}.org/content/{doi}v{version}");
        return new Listing
        {
            Source = source,
            SourceId = doi,
            Edition = day ?? edition,
            Version = version,
            Doi = doi,
            MoreDois = Doi.TryParse(Known(row, "published")) is { } published ? [published] : [],
            Title = title,
            Abstract = PaperText.Abstract(Known(row, "abstract")),
            Authors = TextList.Create(PaperText.AuthorsOf(Known(row, "authors") is { } authors ? [authors] : [])),
            Categories = Known(row, "category") is { } category ? [PaperText.Name(category)] : [],
            Organization =
                Known(row, "author_corresponding_institution") is { } institution ? PaperText.Name(institution) : null,
            Published = day,
            Url = page,
            PdfUrl = page + ".full.pdf",
            HtmlUrl = page + ".full",
            Withdrawn = Known(row, "type")?.Contains("withdraw", StringComparison.OrdinalIgnoreCase) == true
                || title.StartsWith("WITHDRAWN", StringComparison.Ordinal)
                || Withdrawal.IsMeant(null, Known(row, "abstract")),
        };
    }

    private static BiorxivAnswer Fault(SourceState state, string error) => new([], 0, 0, state, error);

    private static string? Known(JsonElement row, string name) =>
        Json.Texts(row, name).FirstOrDefault() is { Length: > 0 } text && text != "NA" ? text : null;

    private static int Number(JsonElement element, string name) =>
        int.TryParse(Json.Texts(element, name).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture,
            out var number) ? number : 0;
}
