using System.Globalization;
using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Works that Crossref took up lately, by the ISSN of their journal or by a query:
/// <c>GET https://api.crossref.org/works</c>, paged by cursor
/// (www.crossref.org/documentation/retrieve-metadata/rest-api).
/// </summary>
internal sealed class CrossrefSource(SourceOptions options, WebFetch web) : ServiceSource(options, web)
{
    private const string Address = "https://api.crossref.org/works";
    private const int Rows = 200;

    public override string Title => "Crossref";

    /// <summary>Its polite pool allows more; one question at a time each second is what it asks of anyone.</summary>
    public override Pace Pace { get; } = new("crossref", options.Interval ?? TimeSpan.FromSeconds(1));

    protected override IReadOnlyList<string> Questions(DateOnly day, string? key)
    {
        var filter = string.Create(CultureInfo.InvariantCulture,
            $"from-created-date:{day.AddDays(-DaysBack):yyyy-MM-dd},until-created-date:{day:yyyy-MM-dd}");
        return [new SearchQuestion(Options.Url ?? Address)
            .With("filter", string.Join(',', Options.Issns.Select(issn => $"issn:{issn}").Append(filter)))
            .With("query.bibliographic", Options.Query).With("rows", Rows)
            .With("mailto", SearchQuestion.MailOf(Web.Contact)).ToString()];
    }

    protected override string PageOf(string question, string? next) =>
        $"{question}&cursor={Uri.EscapeDataString(next ?? "*")}";

    protected override RequestKey? Header(string? key) =>
        key is null ? null : new RequestKey("Crossref-Plus-API-Token", $"Bearer {key}");

    protected override Task<ServicePage> ReadAsync(string body, DateOnly day, string? key, CancellationToken cancel) =>
        Task.FromResult(CrossrefFormat.Read(body, Name, day));
}
