using System.Globalization;
using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Papers in Semantic Scholar by author, by what they cite ("papers that cite mine"), or by a search:
/// <c>https://api.semanticscholar.org/graph/v1</c>. Authors and citations come in pages by offset, a search by token.
/// </summary>
internal sealed class SemanticScholarSource(SourceOptions options, WebFetch web) : ServiceSource(options, web)
{
    private const string Address = "https://api.semanticscholar.org/graph/v1";
    private const string Fields =
        "paperId,externalIds,url,title,abstract,venue,publicationDate,authors,openAccessPdf,fieldsOfStudy";
    private const int Rows = 100;

    public override string Title => "Semantic Scholar";

    /// <summary>One request a second is what a key allows; without one all callers share a limit.</summary>
    public override Pace Pace { get; } = new("semanticscholar", options.Interval ?? TimeSpan.FromSeconds(1));

    private string Root => (Options.Url ?? Address).TrimEnd('/');

    protected override IReadOnlyList<string> Questions(DateOnly day, string? key) =>
    [
        .. Options.Authors.Select(author => new SearchQuestion($"{Root}/author/{Uri.EscapeDataString(author)}/papers")
            .With("fields", Fields).With("limit", Rows).ToString()),
        .. Options.Cites.Select(paper => new SearchQuestion($"{Root}/paper/{IdOf(paper)}/citations")
            .With("fields", Fields).With("limit", Rows).ToString()),
        .. Options.Query is not { Length: > 0 } query ? [] : new[]
        {
            new SearchQuestion($"{Root}/paper/search/bulk").With("query", query).With("fields", Fields)
                .With("sort", "publicationDate:desc")
                .With("publicationDateOrYear", string.Create(CultureInfo.InvariantCulture,
                    $"{day.AddDays(-FeedFormat.MaxAge):yyyy-MM-dd}:")).ToString(),
        },
    ];

    /// <summary>A DOI or arXiv id in the service's own way of writing.</summary>
    private static string IdOf(string paper) =>
        Uri.EscapeDataString(ArxivId.TryParse(paper) is { } arxiv ? $"ARXIV:{arxiv.Id}"
            : Doi.TryParse(paper) is { } doi ? $"DOI:{doi}" : paper);

    protected override string PageOf(string question, string? next) => next is null ? question
        : question + (next.All(char.IsAsciiDigit) ? $"&offset={next}" : $"&token={Uri.EscapeDataString(next)}");

    protected override RequestKey? Header(string? key) => key is null ? null : new RequestKey("x-api-key", key);

    protected override Task<ServicePage> ReadAsync(string body, DateOnly day, string? key, CancellationToken cancel) =>
        Task.FromResult(SemanticScholarFormat.Read(body, Name, day));
}
