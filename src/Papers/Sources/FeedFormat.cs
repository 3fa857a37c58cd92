using System.Text.Json;
using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Any feed of papers: RSS 2.0 and its elders, RSS 1.0 (RDF), Atom (RFC 4287) or JSON Feed 1.1. An entry without a
/// title is not a paper and is left out.
/// </summary>
internal static class FeedFormat
{
    /// <summary>Older entries were listed before we began to look; they are ignored.</summary>
    public const int MaxAge = 30;

    /// <summary>Days by which a date may lie ahead: time zones, and a publisher's next day.</summary>
    private const int MaxAhead = 2;

    private const int MaxEntries = 10_000;

    /// <returns>Listings, or a fault; both where the text breaks off after some.</returns>
    public static (IReadOnlyList<Listing> Listings, string? Fault) Read(string text, string source, DateOnly asked,
        IReadOnlyDictionary<string, string> own, Uri? address = null)
    {
        try
        {
            var (entries, fault) =
                text.AsSpan().TrimStart() is ['{' or '[', ..] ? JsonEntries.Of(text, own, address)
                    : XmlEntries.Of(text, own, address);
            var (whole, wrong) = Listings(entries, source, asked);
            return fault is null ? (whole, wrong)
                : whole.Count > 0 ? (whole, $"the feed is damaged ({fault}); the entries before are kept")
                : ([], NotFeed(fault));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ([], NotFeed("its JSON is malformed"));
        }
    }

    private static (IReadOnlyList<Listing> Listings, string? Fault) Listings(
        List<Func<string, IReadOnlyList<string>>> entries, string source, DateOnly asked)
    {
        if (entries.Count > MaxEntries)
        {
            return ([], $"it has {entries.Count} entries, more than {MaxEntries}; nothing was kept");
        }

        var listings =
            entries.Select(entry => FieldListing.Of(source, asked, entry)).OfType<Listing>()
                .Select(listing => Dated(listing, asked)).ToList();
        return entries.Count > 0 && listings.Count == 0
            ? ([], $"none of its {entries.Count} entries has a title; name the path of titles in Fields")
            : (listings, null);
    }

    /// <summary>
    /// A listing on the day that it names. One without a day, or with one far ahead, counts from when it is first
    /// shown, and one older than <see cref="MaxAge"/> is not announced as new.
    /// </summary>
    public static Listing Dated(Listing listing, DateOnly asked) => listing.Published switch
    {
        { } day when day <= asked.AddDays(MaxAhead) => listing with
        {
            Edition = day <= asked ? day : asked,
            Announce = day < asked.AddDays(-MaxAge) ? Announcement.Replace : listing.Announce,
        },
        _ => listing with { Undated = true },
    };

    private static string NotFeed(string fault) =>
        $"it is not an RSS, Atom or JSON feed ({fault}); nothing was kept";
}
