using System.Globalization;
using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Recent works in OpenAlex by author, by what they cite, or by a search:
/// <c>GET https://api.openalex.org/works</c>, paged by cursor (docs.openalex.org). A work names no day on which it was
/// taken up, so it is listed on the day of its publication.
/// </summary>
internal sealed class OpenAlexSource(SourceOptions options, WebFetch web) : ServiceSource(options, web)
{
    private const string Address = "https://api.openalex.org/works";
    private const int Rows = 100;

    public override string Title => "OpenAlex";

    /// <summary>It allows ten a second and a hundred thousand a day; a digest has time.</summary>
    public override Pace Pace { get; } = new("openalex", options.Interval ?? TimeSpan.FromMilliseconds(500));

    protected override IReadOnlyList<string> Questions(DateOnly day, string? key)
    {
        var filters = new[]
        {
            Options.Authors.Count == 0 ? null : $"{AuthorField}:{string.Join('|', Options.Authors)}",
            Options.Cites.Count == 0 ? null : $"cites:{string.Join('|', Options.Cites)}",
            string.Create(CultureInfo.InvariantCulture,
                $"from_publication_date:{day.AddDays(-FeedFormat.MaxAge):yyyy-MM-dd}"),
        };
        return [new SearchQuestion(Options.Url ?? Address).With("filter", string.Join(',', filters.OfType<string>()))
            .With("search", Options.Query).With("per-page", Rows).With("mailto", SearchQuestion.MailOf(Web.Contact))
            .With("api_key", key).ToString()];
    }

    private string AuthorField =>
        Options.Authors.All(author => author.Contains('-', StringComparison.Ordinal)) ? "author.orcid" : "author.id";

    protected override string PageOf(string question, string? next) =>
        $"{question}&cursor={Uri.EscapeDataString(next ?? "*")}";

    protected override Task<ServicePage> ReadAsync(string body, DateOnly day, string? key, CancellationToken cancel) =>
        Task.FromResult(OpenAlexFormat.Read(body, Name, day));
}
