using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Papers.Text;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// Papers that a reader likes, as they paste or upload them: ids, links and titles, one a line, or a list of references
/// (BibTeX, RIS). Nothing is fetched: of a paper that no source of ours lists, its title says what it is about.
/// </summary>
internal sealed class PastedPapers(PaperStore papers)
{
    /// <summary>A library's export; more is refused.</summary>
    public const int MostBytes = 1024 * 1024;

    private const int FewestLetters = 8;
    private const int LongestLine = 2000;
    private const int MostOfUnread = 100;

    /// <summary>Keys of the papers, at most fifty, and the lines that name none.</summary>
    public Task<(IReadOnlyList<string> Keys, IReadOnlyList<string> Unread)> ReadAsync(string text,
        CancellationToken cancel = default)
    {
        var references = References(text);
        return FindAsync(references.Count > 0 ? references : Lines(text), cancel);
    }

    /// <summary>
    /// The same out of a file as reference managers export it, in any encoding. Of more than fifty papers the newest
    /// count, and those whose month is unknown come last. Null where it has no references.
    /// </summary>
    public async Task<(IReadOnlyList<string> Keys, IReadOnlyList<string> Unread)?> ReadFileAsync(
        ReadOnlyMemory<byte> file, CancellationToken cancel = default) =>
        References(TextEncoding.Decode(file.Span, null)) is { Count: > 0 } references
            ? await FindAsync(references, cancel) : null;

    /// <summary>Keys of the first fifty papers of a library that names those added last first.</summary>
    public async Task<IReadOnlyList<string>> ReadLibraryAsync(string bibtex, CancellationToken cancel = default) =>
        (await FindAsync(Read(bibtex).Select(Of), cancel)).Keys;

    private async Task<(IReadOnlyList<string> Keys, IReadOnlyList<string> Unread)> FindAsync(
        IEnumerable<Pasted> pasted, CancellationToken cancel)
    {
        var (keys, unread) = (new List<string>(), new List<string>());
        foreach (var names in pasted.Take(TopicSet.MostPapers))
        {
            var found = await FindAsync(names.Names, cancel);
            if ((found?.Key ?? names.Title) is { } key)
            {
                keys.Add(key);
            }
            else
            {
                unread.Add(names.Written);
            }
        }

        return ([.. keys.Distinct(StringComparer.Ordinal)], unread);
    }

    private async Task<Paper?> FindAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        foreach (var name in names)
        {
            if (await papers.FindNamedAsync(name, cancel) is { } paper)
            {
                return paper;
            }
        }

        return null;
    }

    private static List<Pasted> References(string text) =>
        [.. Read(text).OrderByDescending(listing => listing.Published).Select(Of)];

    private static IReadOnlyList<Listing> Read(string text) =>
        ReferencesFormat.Read(WithoutZeros(text), "pasted", new DateOnly(2000, 1, 1)).Listings;

    private static Pasted Of(Listing listing) =>
        new([.. PaperKey.Lookups(listing)], TitleOf(listing.Title), listing.Title);

    private static IEnumerable<Pasted> Lines(string text) => WithoutZeros(text)
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Line);

    /// <summary>PostgreSQL takes no zero in a text.</summary>
    private static string WithoutZeros(string text) => text.Replace('\0', ' ');

    private static Pasted Line(string line)
    {
        if (line.Length > LongestLine)
        {
            return new Pasted([], null, PaperText.Line(line[..MostOfUnread]) + "…");
        }

        line = PaperText.Line(line).Trim('-', '*', '•', ' ', '<', '>', '"', '.', ',', ';');
        var isName = ArxivId.TryParse(line) is not null || Doi.TryParse(line) is not null
            || line.Contains("://", StringComparison.Ordinal);
        return new Pasted([line, PaperKey.OfTitle(line)], isName ? null : TitleOf(line), line);
    }

    private static string? TitleOf(string title) =>
        title.Count(char.IsLetter) >= FewestLetters ? PaperKey.OfTitle(PaperText.Title(title)) : null;

    /// <param name="Names">By which our papers may be known.</param>
    /// <param name="Title">What stands for it where they are not; null where nothing says what it is about.</param>
    /// <param name="Written">As it came, on one line.</param>
    private sealed record Pasted(IReadOnlyList<string> Names, string? Title, string Written);
}
