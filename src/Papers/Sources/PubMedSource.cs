using System.Globalization;
using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Articles that PubMed took up lately for a query: NCBI's E-utilities, <c>esearch</c> for ids and <c>efetch</c> for
/// their records (www.ncbi.nlm.nih.gov/books/NBK25499). Each page of ids is fetched at once.
/// </summary>
internal sealed class PubMedSource(SourceOptions options, WebFetch web) : ServiceSource(options, web)
{
    private const string Address = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils";
    private const string Tool = "digestmailer";
    private const int Rows = 200;

    public override string Title => "PubMed";

    /// <summary>Three requests a second are allowed without a key; half of that leaves room for others here.</summary>
    public override Pace Pace { get; } = new("pubmed", options.Interval ?? TimeSpan.FromMilliseconds(700));

    private string Root => (Options.Url ?? Address).TrimEnd('/');

    protected override IReadOnlyList<string> Questions(DateOnly day, string? key) =>
    [
        Known(new SearchQuestion($"{Root}/esearch.fcgi"), key).With("term", Options.Query).With("datetype", "edat")
            .With("mindate", Written(day.AddDays(-DaysBack))).With("maxdate", Written(day)).With("retmode", "json")
            .With("retmax", Rows).With("sort", "date").ToString(),
    ];

    private static string Written(DateOnly day) => day.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);

    /// <summary>NCBI wants to know who asks.</summary>
    private SearchQuestion Known(SearchQuestion question, string? key) =>
        question.With("db", "pubmed").With("tool", Tool)
        .With("email", SearchQuestion.MailOf(Web.Contact)).With("api_key", key);

    protected override string PageOf(string question, string? next) =>
        next is null ? question : $"{question}&retstart={next}";

    protected override async Task<ServicePage> ReadAsync(string body, DateOnly day, string? key,
        CancellationToken cancel)
    {
        var found = PubMedFormat.Ids(body);
        if (found.Fault is not null || found.Ids.Count == 0)
        {
            return found.Fault is null ? ServicePage.Of([], null) : ServicePage.Refused(found.Fault);
        }

        var address = Known(new SearchQuestion($"{Root}/efetch.fcgi"), key).With("id", string.Join(',', found.Ids))
            .With("retmode", "xml").ToString();
        using var answer = await Web.GetAsync(address, Pace, conditional: false, cancel);
        if (answer.Error(Title) is { } error)
        {
            return ServicePage.Failed(error);
        }

        var (listings, fault) = PubMedFormat.Read(answer.Body, Name, day);
        return fault is null ? ServicePage.Of(listings, found.Next) : ServicePage.Refused(fault);
    }
}
