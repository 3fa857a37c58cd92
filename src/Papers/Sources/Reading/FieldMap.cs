namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// Where the fields of a paper stand in a format: for each of our names the paths to try, of which the settings may
/// replace any.
/// </summary>
internal sealed class FieldMap(IReadOnlyDictionary<string, string[]> usual, IReadOnlyDictionary<string, string> own)
{
    private const string List = "items";

    private static readonly string[] Names =
    [
        "title", "abstract", "authors", "categories", "id", "arxivId", "version", "doi", "url", "pdf", "html", "code",
        "project",
        "discussion", "thumbnail", "organization", "published", "edition", "votes", "comments", "stars", "withdrawn",
        "summary", "summaryBy",
    ];

    /// <summary>Our own names.</summary>
    public static readonly IReadOnlyDictionary<string,
        string[]> Plain = Names.ToDictionary(name => name, name => new[] { name });

    /// <summary>The names that settings may map.</summary>
    public static string Known => string.Join(", ", Names.Prepend(List));

    /// <summary>The first name of the settings that is none of ours, or null.</summary>
    public static string? Unknown(IReadOnlyDictionary<string, string> own) =>
        own.Keys.FirstOrDefault(
            name => !Names.Prepend(List).Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Where the list of papers is, or null where the settings do not say.</summary>
    public string? Items => own.GetValueOrDefault(List);

    /// <summary>The texts of the first path that leads to some.</summary>
    public IReadOnlyList<string> Read(string name, Func<string, IEnumerable<string>> at)
    {
        foreach (var path in own.TryGetValue(name, out var given) ? [given] : usual.GetValueOrDefault(name) ?? [])
        {
            var texts = at(path).Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
            if (texts.Count > 0)
            {
                return texts;
            }
        }

        return [];
    }
}
