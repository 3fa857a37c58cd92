using System.Globalization;
using System.Xml.Linq;
using DigestMailer.Papers;

namespace DigestMailer.Benchmarks.Gathering;

/// <summary>Made papers in the format of arXiv's feed (RSS 2.0 with <c>dc</c> and <c>arxiv</c> elements).</summary>
internal static class MadeFeed
{
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Arxiv = "http://arxiv.org/schemas/atom";

    /// <param name="first">The number of the first paper; no two feeds have one in common.</param>
    public static string Of(Random random, DateTimeOffset day, int first, int count)
    {
        var time = day.ToString("ddd, dd MMM yyyy HH:mm:ss zz", CultureInfo.InvariantCulture) + "00";
        return new XDocument(new XElement("rss", new XAttribute("version", "2.0"),
            new XAttribute(XNamespace.Xmlns + "dc", Dc), new XAttribute(XNamespace.Xmlns + "arxiv", Arxiv),
            new XElement("channel", new XElement("title", "cs updates on arXiv.org"), new XElement("pubDate", time),
                MadePapers.Of(random, day, count)
                    .Select((paper, i) => Item(paper, IdOf(first + i), time))))).ToString();
    }

    // Five digits a month, as arXiv counts.
    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture,
        $"{10 + (number / 90_000 / 12):00}{1 + (number / 90_000 % 12):00}.{number % 90_000:00000}");

    private static XElement Item(Listing paper, string id, string time) => new("item",
        new XElement("title", paper.Title),
        new XElement("link", $"https://arxiv.org/abs/{id}"),
        new XElement("description", $"arXiv:{id}v1 Announce Type: new \nAbstract: {paper.Abstract}"),
        new XElement("guid", new XAttribute("isPermaLink", "false"), $"oai:arXiv.org:{id}v1"),
        paper.Categories.Select(category => new XElement("category", category)),
        new XElement("pubDate", time),
        new XElement(Arxiv + "announce_type", "new"),
        new XElement(Dc + "creator", string.Join(", ", paper.Authors)));
}
