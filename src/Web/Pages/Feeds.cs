using System.Globalization;
using System.Security.Cryptography;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DigestMailer.Web.Pages;

/// <summary>
/// The feeds of everything, of each topic and of any query: the papers of the last month, a hundred to a document, the
/// newest first.
/// </summary>
internal sealed class Feeds(ReadingRoom room, TopicCatalogue catalogue, MessagePage messages,
    IOptions<SiteOptions> site)
{
    private const int EntriesOfOne = 100;

    public void Map(IEndpointRouteBuilder app) =>
        app.MapRead("/feeds/{name}.atom", ShowAsync).RequireRateLimiting(RequestLimits.Feeds)
            .KeptForAll(app, "q", "page");

    private async Task<IResult> ShowAsync(string name, HttpContext context, CancellationToken cancel)
    {
        if (Asked(name, context.Request.Query["q"].ToString()) is not (var feed, var query)
            || PageOf(context) is not (> 0 and var number))
        {
            return messages.Miss(context);
        }

        var recent = await room.RecentAsync(query is null ? [] : [query], cancel);
        var found = recent.Select(query).OrderByDescending(paper => paper.FirstSeen).ThenBy(paper => paper.Id).ToList();
        var last = Math.Max(1, (found.Count + EntriesOfOne - 1) / EntriesOfOne);
        if (number > last)
        {
            return messages.Miss(context);
        }

        var updated = found.Select(Feed.Updated).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();
        var text = feed.Write([.. found.Skip((number - 1) * EntriesOfOne).Take(EntriesOfOne)], updated, number, last);
        context.Response.Headers.CacheControl = "public, max-age=900";
        var tag = Convert.ToHexStringLower(SHA256.HashData(text))[..16];
        return Results.Bytes(text, "application/atom+xml; charset=utf-8", lastModified: updated,
            entityTag: new EntityTagHeaderValue($"\"{tag}\"", isWeak: true));
    }

    private static int PageOf(HttpContext context) =>
        context.Request.Query["page"].ToString() is { Length: > 0 } text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 0 : 1;

    private (Feed Feed, TopicQuery? Query)? Asked(string name, string query)
    {
        if (name == "all")
        {
            return (new(site.Value, site.Value.Name, "feeds/all.atom", ""), null);
        }

        if (name == "search")
        {
            var words = Uri.EscapeDataString(query);
            return query.Length > 0 && TopicQuery.Parse(query) is { Query: { } parsed }
                ? (new(site.Value, $"{site.Value.Name}: {PlainText.Cut(query, 80)}", $"feeds/search.atom?q={words}",
                    $"search?q={words}"), parsed) : null;
        }

        return catalogue.Find(name) is { } topic
            ? (new(site.Value, $"{site.Value.Name}: {topic.Name}", $"feeds/{name}.atom", $"topics/{name}"),
                topic.Query) : null;
    }
}
