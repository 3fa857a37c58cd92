using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;
using Microsoft.Extensions.Options;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// The sources of the settings, made by their kind. A new kind is one file and one line here; src/Papers/README.md
/// says how.
/// </summary>
internal sealed class SourceRegistry(IOptions<PapersOptions> options, WebFetch web)
{
    private static readonly Dictionary<string, SourceKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["HuggingFace"] = new((source, web) => new HuggingFaceSource(source, web)) { GivesCategories = false },
        ["ArxivApi"] = new((source, web) => new ArxivApiSource(source, web), SourceKind.NeedsCategories),
        ["ArxivFeed"] = new((source, web) => new ArxivFeedSource(source, web), SourceKind.NeedsCategories),
        ["Biorxiv"] = new((source, web) => new BiorxivSource(source, web, "bioRxiv")),
        ["Medrxiv"] = new((source, web) => new BiorxivSource(source, web, "medRxiv")),
        ["PubMed"] = new((source, web) => new PubMedSource(source, web), SourceKind.NeedsQuery),
        ["Crossref"] = new((source, web) => new CrossrefSource(source, web), SourceKind.NeedsIssnOrQuery),
        ["OpenAlex"] = new((source, web) => new OpenAlexSource(source, web), SourceKind.NeedsAuthorCitesOrQuery),
        ["SemanticScholar"] =
            new((source, web) => new SemanticScholarSource(source, web), SourceKind.NeedsAuthorCitesOrQuery),
        ["OpenReview"] = new((source, web) => new OpenReviewSource(source, web), SourceKind.NeedsPlace),
        ["Feed"] = new((source, web) => new FeedSource(source, web), SourceKind.NeedsPlace),
        ["Json"] = new((source, web) => new JsonSource(source, web), SourceKind.NeedsPlace),
        ["References"] = new((source, web) => new ReferencesSource(source, web), SourceKind.NeedsPlace),
        ["SavedPage"] = new((source, web) => new SavedPageSource(source, web), SourceKind.NeedsPlace)
        {
            GivesCategories = false,
        },
    };

    public IReadOnlyList<Source> All =>
        [.. options.Value.Sources.Select(source => Kinds[source.Kind].Make(source, web))];

    /// <summary>Whether the papers of a source of the settings may have categories.</summary>
    public static bool GivesCategories(SourceOptions source) => Kinds[source.Kind].GivesCategories;

    /// <summary>What is wrong with a source of the settings, after the key that it is about; or null.</summary>
    public static string? Fault(SourceOptions source) => source switch
    {
        { Name: "" } => "Name: it is empty; give each source a name.",
        _ when !Kinds.TryGetValue(source.Kind, out var kind) =>
            $"Kind: \"{source.Kind}\" is unknown; use one of {string.Join(", ", Kinds.Keys)}.",
        { Url: { } url } when !SafeUrl.Is(url) =>
            $"Url: \"{url}\" is not valid; write an http or https address.",
        { Fields: var fields } when FieldMap.Unknown(fields) is { } field =>
            $"Fields:{field}: it is not a field of a paper; use {FieldMap.Known}.",
        _ => Kinds[source.Kind].Fault?.Invoke(source),
    };
}
