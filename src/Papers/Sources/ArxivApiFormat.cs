using System.Globalization;
using System.Xml.Linq;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Sources;

/// <summary>One slice of a search.</summary>
/// <param name="Total">Papers that the search finds in all.</param>
internal sealed record ArxivApiAnswer(IReadOnlyList<Listing> Listings, int Total, string? Error, SourceState State);

/// <summary>The Atom that arXiv's API answers; an error is a feed with one entry titled Error.</summary>
internal static class ArxivApiFormat
{
    public static ArxivApiAnswer Read(string text, string source, DateOnly edition)
    {
        var (root, fault) = Xml.Read(text);
        if (root?.Name.LocalName != "feed")
        {
            return new ArxivApiAnswer([], 0,
                $"arXiv's API did not answer with Atom ({fault ?? "its root is " + root?.Name.LocalName}); nothing of "
                    + $"it was kept", SourceState.Refused);
        }

        var entries = Xml.All(root, "entry").ToList();
        if (entries.FirstOrDefault(IsError) is { } error)
        {
            return new ArxivApiAnswer([], 0,
                $"arXiv's API reports an error ({PaperText.Title(Xml.Text(error, "summary"))}); check Categories and "
                    + $"Url", SourceState.Failed);
        }

        _ = int.TryParse(Xml.Text(root, "totalResults"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var total);
        return new ArxivApiAnswer([.. entries.Select(entry => One(entry, source, edition)).OfType<Listing>()], total,
            null, SourceState.Fresh);
    }

    private static bool IsError(XElement entry) =>
        Xml.Text(entry, "title") == "Error"
            || Xml.Text(entry, "id")?.Contains("/api/errors", StringComparison.Ordinal) == true;

    private static Listing? One(XElement entry, string source, DateOnly edition)
    {
        if (ArxivId.TryParse(Xml.Text(entry, "id")) is not { } id
            || PaperText.Title(Xml.Text(entry, "title")) is not { Length: > 0 } title)
        {
            return null;
        }

        var primary = (string?)Xml.One(entry, "primary_category")?.Attribute("term");
        var categories =
            Xml.All(entry, "category").Select(category => (string?)category.Attribute("term")).Prepend(primary)
                .OfType<string>();
        var dois = Doi.All(Xml.Text(entry, "doi"));
        return new Listing
        {
            Source = source,
            SourceId = id.Id,
            Edition = edition,
            ArxivId = id.Id,
            Version = id.Version,
            Doi = dois.FirstOrDefault(),
            MoreDois = TextList.Create([.. dois.Skip(1)]),
            Title = title,
            Abstract = PaperText.Abstract(Xml.Text(entry, "summary")),
            Authors =
                TextList.Create(
                    [.. Xml.All(entry, "author").Select(author => PaperText.Name(Xml.Text(author, "name")))
                        .Where(name => name.Length > 0)]),
            Categories = TextList.Create([.. categories.Distinct()]),
            Published =
                DateTimeOffset.TryParse(Xml.Text(entry, "published"), CultureInfo.InvariantCulture, out var day)
                    ? DateOnly.FromDateTime(day.UtcDateTime) : null,
            Url = id.AbstractUrl,
            PdfUrl = id.PdfUrl,
            Withdrawn = Withdrawal.IsMeant(Xml.Text(entry, "comment"), Xml.Text(entry, "summary")),
        };
    }
}
