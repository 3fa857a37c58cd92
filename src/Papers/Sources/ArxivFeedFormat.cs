using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// arXiv's feeds: RSS 2.0, Atom, and the RSS 1.0 (RDF) of the time before March 2024, whose titles end with
/// <c>(arXiv:ID [cs.CL] UPDATED)</c>.
/// </summary>
internal static partial class ArxivFeedFormat
{
    /// <param name="asked">The edition where the feed names no date.</param>
    public static SourceAnswer Read(string text, string source, DateOnly asked)
    {
        var (root, fault) = Xml.Read(text);
        if (root is null || root.Name.LocalName is not ("rss" or "RDF" or "feed"))
        {
            return SourceAnswer.Refused(asked,
                $"arXiv's feed is not RSS or Atom ({fault ?? "its root is " + root!.Name.LocalName}); "
                    + "nothing was kept");
        }

        var head = root.Name.LocalName == "feed" ? root : Xml.One(root, "channel");
        if (head is null)
        {
            return SourceAnswer.Refused(asked, "arXiv's feed has no channel; nothing was kept");
        }

        if (Xml.Text(head, "title")?.StartsWith("Feed error", StringComparison.OrdinalIgnoreCase) == true)
        {
            return SourceAnswer.Failed(asked,
                $"arXiv's feed reports an error ({Xml.Text(head, "description") ?? Xml.Text(head, "subtitle")}); check "
                    + $"Categories");
        }

        var edition = EditionOf(head) ?? asked;
        var items =
            root.Name.LocalName switch
            {
                "feed" => Xml.All(root, "entry"),
                "RDF" => Xml.All(root, "item"),
                _ => Xml.All(head, "item")
            };
        return SourceAnswer.Of(edition, [.. items.Select(item => One(item, source, edition)).OfType<Listing>()]);
    }

    /// <summary>The day on the batch, in arXiv's own time.</summary>
    private static DateOnly? EditionOf(XElement? head)
    {
        var text = Xml.Text(head, "pubDate") ?? Xml.Text(head, "date");
        if (text is null && Xml.Text(head, "updated") is { } updated
            && DateTimeOffset.TryParse(updated, CultureInfo.InvariantCulture, out var made))
        {
            return ArxivCalendar.Today(made);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time)
            ? DateOnly.FromDateTime(time.DateTime) : null;
    }

    private static Listing? One(XElement item, string source, DateOnly edition)
    {
        var headline = Xml.Text(item, "title") ?? "";
        var suffix = RdfSuffix().Match(headline);
        var title = PaperText.Title(RdfSuffix().Replace(headline, ""));
        var id = ArxivId.TryParse(Xml.Text(item, "guid")) ?? ArxivId.TryParse(Xml.Text(item, "id"))
            ?? ArxivId.TryParse(suffix.Success ? suffix.Groups["id"].Value : null)
                ?? ArxivId.TryParse(Xml.Text(item, "link"));
        if (id is null || title.Length == 0)
        {
            return null;
        }

        var text = Xml.Text(item, "description") ?? Xml.Text(item, "summary") ?? "";
        var summary = Header().Replace(text, "");
        var dois = Doi.All(Xml.Text(item, "DOI"));
        return new Listing
        {
            Source = source,
            SourceId = id.Id,
            Edition = edition,
            Announce =
                AnnounceOf(
                    Xml.Text(item, "announce_type")
                        ?? (suffix.Success ? suffix.Groups["type"].Value.Trim()
                            : Header().Match(text).Groups["type"].Value)),
            ArxivId = id.Id,
            Version = id.Version,
            Doi = dois.FirstOrDefault(),
            MoreDois = TextList.Create([.. dois.Skip(1)]),
            Title = title,
            Abstract = PaperText.Abstract(summary),
            Authors = TextList.Create(PaperText.Authors(HtmlTag().Replace(Xml.Text(item, "creator") ?? "", ""))),
            Categories = TextList.Create([.. Categories(item, suffix)]),
            Url = id.AbstractUrl,
            PdfUrl = id.PdfUrl,
            Withdrawn = Withdrawal.IsMeant(null, PaperText.Abstract(summary)),
        };
    }

    private static IEnumerable<string> Categories(XElement item, Match suffix)
    {
        var named =
            Xml.All(item, "category").Select(category => (string?)category.Attribute("term") ?? category.Value.Trim());
        return named.Concat(suffix.Success ? [suffix.Groups["category"].Value] : [])
            .Where(name => name.Length is > 0 and < 40).Distinct();
    }

    private static Announcement AnnounceOf(string type) => type.ToUpperInvariant() switch
    {
        "CROSS" or "CROSS LISTED" => Announcement.Cross,
        "REPLACE" or "UPDATED" => Announcement.Replace,
        "REPLACE-CROSS" => Announcement.ReplaceCross,
        _ => Announcement.New,
    };

    [GeneratedRegex(@"\s*\(arXiv:(?<id>\S+)\s+\[(?<category>[^\]]+)\](?<type>[^)]*)\)\s*$",
        RegexOptions.NonBacktracking)]
    private static partial Regex RdfSuffix();

    [GeneratedRegex(@"^\s*arXiv:\S+\s+Announce Type:\s*(?<type>[a-z-]+)\s*Abstract:\s*",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Header();

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex HtmlTag();
}
