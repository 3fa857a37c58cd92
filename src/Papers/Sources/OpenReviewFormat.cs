using System.Text.Json;
using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// The notes of OpenReview's API, both the second version (<c>content.title.value</c>) and the first
/// (<c>content.title</c>); notes without a title are reviews and comments.
/// </summary>
internal static class OpenReviewFormat
{
    private const string Site = "https://openreview.net";

    private static readonly Dictionary<string, string[]> Usual = new(FieldMap.Plain)
    {
        ["title"] = ["content.title.value", "content.title"],
        ["abstract"] = ["content.abstract.value", "content.abstract"],
        ["authors"] = ["content.authors.value", "content.authors"],
        ["categories"] = ["content.keywords.value", "content.keywords"],
        ["id"] = ["forum", "id"],
        ["pdf"] = ["content.pdf.value", "content.pdf"],
        ["code"] = ["content.code.value", "content.code"],
        ["organization"] = ["content.venue.value", "content.venue"],
        ["published"] = ["pdate", "odate", "cdate", "tcdate"],
    };

    /// <param name="Notes">All notes of the answer, papers or not.</param>
    public static (IReadOnlyList<Listing> Listings, int Notes, string? Fault) Read(string text, string source,
        DateOnly asked, IReadOnlyDictionary<string, string> own)
    {
        try
        {
            var root = JsonElement.Parse(text);
            if (root.ValueKind != JsonValueKind.Object
                || Json.Child(root, "notes") is not { ValueKind: JsonValueKind.Array } notes)
            {
                return ([], 0, "it is not an answer of OpenReview (it has no notes); nothing was kept");
            }

            var map = new FieldMap(Usual, own);
            return ([.. notes.EnumerateArray().Select(note => One(note, source, asked, map)).OfType<Listing>()],
                notes.GetArrayLength(), null);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ([], 0,
                $"it is not an answer of OpenReview ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}); "
                    + "nothing was kept");
        }
    }

    private static Listing? One(JsonElement note, string source, DateOnly asked, FieldMap map)
    {
        var listing = FieldListing.Of(source, asked, name => map.Read(name, path => Json.Texts(note, path)));
        if (listing is null)
        {
            return null;
        }

        var page = $"{Site}/forum?id={Uri.EscapeDataString(listing.SourceId)}";
        var venue = $"{listing.Organization} {string.Concat(Json.Texts(note, "content.venueid.value"))} "
            + string.Join(' ', Json.Texts(note, "invitations").Where(name => !name.EndsWith("Withdrawal",
                StringComparison.OrdinalIgnoreCase)));
        return listing with
        {
            Url = page,
            DiscussionUrl = page,
            PdfUrl =
                listing.PdfUrl
                    ?? (map.Read("pdf", path => Json.Texts(note, path)).Count > 0
                        ? $"{Site}/pdf?id={Uri.EscapeDataString(listing.SourceId)}" : null),
            Withdrawn =
                Json.Child(note, "ddate") is { ValueKind: JsonValueKind.Number }
                    || venue.Contains("withdrawn", StringComparison.OrdinalIgnoreCase)
                    || venue.Contains("desk reject", StringComparison.OrdinalIgnoreCase)
                    || venue.Contains("desk_reject", StringComparison.OrdinalIgnoreCase),
        };
    }
}
