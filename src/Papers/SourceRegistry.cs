using Microsoft.Extensions.Options;

namespace DigestMailer.Papers;

/// <summary>The sources of the settings, made by their kind.</summary>
internal sealed class SourceRegistry(IOptions<PapersOptions> options, WebFetch web)
{
    public IReadOnlyList<Source> All => [.. options.Value.Sources.Select(Make)];

    private Source Make(SourceOptions source) => source.Kind switch
    {
        SourceKind.HuggingFace => new HuggingFaceSource(source, web),
        SourceKind.ArxivApi => new ArxivApiSource(source, web),
        SourceKind.ArxivFeed => new ArxivFeedSource(source, web),
        SourceKind.SavedPage => new SavedPageSource(source, web),
        _ => new JsonSource(source, web),
    };
}
