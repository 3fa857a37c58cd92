using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Papers.Citations;
using DigestMailer.Topics;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Reading;

/// <summary>
/// A paper as the pages show it: the card of the mails, with its own address on this site and the topics it belongs to.
/// </summary>
internal static class PaperModel
{
    private const int FirstLinks = 2;
    private static readonly Because NoReason = new("", []);

    public static ScriptObject Card(string root, Language language, Paper paper, IEnumerable<Topic> topics,
        Because? because = null)
    {
        var model = CardModel.Of(paper, language);
        model["because"] = new BecauseModel(because ?? NoReason, language).Known;
        var links = CardModel.Links(paper, language);
        model["links"] = links;
        // A card shows two; the others are in its menu.
        model["first_links"] = links.Take(FirstLinks).ToArray();
        model["more_links"] = links.Skip(FirstLinks).ToArray();
        model["page"] = root + PathOf(paper.Key);
        model["topics"] =
            topics.Select(topic => new ScriptObject
            {
                ["name"] = language.Topic(topic.Name),
                ["href"] = $"{root}/topics/{topic.Slug}",
            }).ToArray();
        return model;
    }

    /// <summary>All that is known of one paper.</summary>
    public static ScriptObject Whole(string root, Language language, Paper paper, IEnumerable<Topic> topics,
        IEnumerable<DateOnly> editions)
    {
        var model = Card(root, language, paper, topics);
        model["summary"] = model["summary_by"] is "" ? "" : model["abstract"];
        model["abstract"] = PlainText.Line(paper.Abstract);
        model["all_authors"] = paper.Authors.Select(PlainText.Line).Where(name => name.Length > 0).ToArray();
        model["categories"] = paper.Categories.Select(PlainText.Line).ToArray();
        model["cite"] = Citations(root + PathOf(paper.Key));
        model["withdrawn"] = paper.WithdrawnAt is not null;
        model["pdf"] = PlainText.Link(paper.PdfUrl);
        model["published_iso"] = paper.Published?.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);
        model["editions"] =
            editions.Where(Period.Has).Select(
                day => new ScriptObject
                {
                    ["name"] = DayText.Day(day, language),
                    ["href"] = $"{root}/editions/{Period.Day(day).Name}"
                }).ToArray();
        return model;
    }

    /// <summary>Links to what is at an address, for reference managers.</summary>
    public static ScriptObject[] Citations(string address) =>
        [.. Citation.All
            .Select(format => new ScriptObject { ["name"] = format.Name, ["href"] = $"{address}.{format.Extension}" })];

    /// <summary>Address of a paper on this site; its key may hold slashes, as DOIs do.</summary>
    public static string PathOf(string key) =>
        "/papers/"
            + string.Join('/', key.Split('/').Select(Uri.EscapeDataString))
                .Replace("%3A", ":", StringComparison.Ordinal);
}
