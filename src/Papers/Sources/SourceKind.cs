namespace DigestMailer.Papers.Sources;

/// <summary>A kind of source: how one is made of its settings, and what they must have.</summary>
/// <param name="Fault">What is wrong with the settings, or null; left out where a kind needs nothing.</param>
internal sealed record SourceKind(Func<SourceOptions, WebFetch, Source> Make,
    Func<SourceOptions, string?>? Fault = null)
{
    public static string? NeedsCategories(SourceOptions source) =>
        source.Categories.Count > 0 ? null : $"Papers:Sources: {source.Name} needs Categories, such as [\"cs.CL\"].";

    public static string? NeedsPlace(SourceOptions source) =>
        source.Path is not null || source.Url is not null ? null
            : $"Papers:Sources: {source.Name} needs a Path or a Url.";
}
