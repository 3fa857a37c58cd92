using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Papers.Sources;

/// <summary>A kind of source: how one is made of its settings, and what they must have.</summary>
/// <param name="Fault">What is wrong with the settings, or null; left out where a kind needs nothing.</param>
internal sealed record SourceKind(Func<SourceOptions, WebFetch, Source> Make,
    Func<SourceOptions, string?>? Fault = null)
{
    /// <summary>Whether its listings may have categories; false only where the format has none.</summary>
    public bool GivesCategories { get; init; } = true;

    public static string? NeedsCategories(SourceOptions source) => source.Categories.Count == 0
        ? "Categories: a source of this kind needs some, such as [\"cs.CL\"]."
        : source.Categories.Find(one => one.Length == 0
            || !one.All(c => char.IsAsciiLetter(c) || c is '.' or '-' or '*')) is { } wrong
        ? $"Categories: \"{wrong}\" is not a category; write one such as cs.CL."
        : null;

    public static string? NeedsQuery(SourceOptions source) => source.Query is { Length: > 0 } ? null
        : "Query: a source of this kind needs one, such as \"deep learning[tiab]\".";

    public static string? NeedsIssnOrQuery(SourceOptions source) =>
        source.Issns.Index().FirstOrDefault(one => !IsIssn(one.Item)) is { Item: { } wrong } one
            ? $"Issns:{one.Index}: \"{wrong}\" is not an ISSN; write one such as 2041-1723."
            : source.Issns.Count > 0 || source.Query is { Length: > 0 } ? null
            : "Issns: a source of this kind needs some, such as [\"2041-1723\"], or a Query.";

    /// <summary>Eight digits in two groups, the last perhaps X (ISO 3297).</summary>
    private static bool IsIssn(string text) => text.Length == 9 && text[4] == '-'
        && text.Where((_, place) => place is not 4 and not 8).All(char.IsAsciiDigit)
        && (char.IsAsciiDigit(text[8]) || text[8] is 'X' or 'x');

    public static string? NeedsAuthorCitesOrQuery(SourceOptions source) =>
        source.Authors.Count > 0 || source.Cites.Count > 0 || source.Query is { Length: > 0 } ? null
            : "Query: a source of this kind needs one, or Authors or Cites (ids of the service).";

    public static string? NeedsPlace(SourceOptions source) => source switch
    {
        { Path: null, Url: null } => "Path: a source of this kind needs a Path or a Url.",
        { Path: not null, Url: not null } => "Path: a source has a Path or a Url, not both; take one out.",
        _ => null,
    };
}
