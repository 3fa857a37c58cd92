using System.Globalization;
using DigestMailer.Storage;

namespace DigestMailer.Digests.Languages;

/// <summary>
/// The languages there are files for; an operator's file replaces single texts of the shipped one, or adds a language.
/// </summary>
internal sealed class LanguageShelf
{
    private readonly Dictionary<string, Language> languages = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> own = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="folders">Folders of templates, the one that counts most first.</param>
    public LanguageShelf(IReadOnlyList<string> folders)
    {
        var texts = new Dictionary<string, Dictionary<string, Phrase>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (folder, file) in folders.Where(folder => Directory.Exists(Path.Combine(folder, "languages")))
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(folder, "languages"), "*.json")
                .Order(StringComparer.Ordinal).Select(file => (folder, file))))
        {
            var tag = Path.GetFileNameWithoutExtension(file);
            if (folder != folders[^1])
            {
                own.Add(tag);
            }

            var known = texts.TryGetValue(tag, out var found) ? found : texts[tag] = new(StringComparer.Ordinal);
            foreach (var (key, phrase) in LanguageFile.Read(file))
            {
                known.TryAdd(key, phrase);
            }
        }

        English =
            Known("en",
                texts.GetValueOrDefault("en")
                    ?? throw new RefusedException("templates/languages/en.json is missing; reinstall DigestMailer."),
                    null);
        foreach (var (tag, phrases) in texts.Where(pair => !pair.Key.Equals("en", StringComparison.OrdinalIgnoreCase)))
        {
            Known(tag, phrases, English);
        }
    }

    public Language English { get; }

    /// <summary>All of them by tag.</summary>
    public IEnumerable<Language> All => languages.Values.OrderBy(language => language.Tag, StringComparer.Ordinal);

    /// <summary>
    /// The languages whose samples show the faults of templates: English, one from right to left, and those of which
    /// the operator has a file. The tests render the shipped templates in all of them.
    /// </summary>
    public IEnumerable<Language> Tried => All.OrderByDescending(language => language == English)
        .DistinctBy(language => language.RightToLeft).Union(All.Where(language => own.Contains(language.Tag)));

    /// <summary>The language of a tag such as <c>de-AT</c>, else of its first part (<c>de</c>), else English.</summary>
    public Language For(string? tag) =>
        tag is null ? English : Find(tag) ?? English;

    /// <summary>The same, but null where there is neither.</summary>
    public Language? Find(string tag) =>
        languages.GetValueOrDefault(tag) ?? languages.GetValueOrDefault(tag.Split('-', '_')[0]);

    private Language Known(string tag, Dictionary<string, Phrase> phrases, Language? english)
    {
        try
        {
            return languages[tag] = new Language(tag, phrases, english);
        }
        catch (CultureNotFoundException)
        {
            throw new RefusedException(
                $"languages/{tag}.json: \"{tag}\" is not a language tag; name the file like de.json or pt-BR.json.");
        }
    }
}
