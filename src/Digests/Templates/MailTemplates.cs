using DigestMailer.Digests.Languages;
using DigestMailer.Storage;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Digests.Templates;

/// <summary>The templates in use: the shipped ones, and the operator's in front of them file by file.</summary>
internal sealed class MailTemplates
{
    private readonly Lazy<bool> shipped;
    private State state;

    public MailTemplates(IOptions<TemplateOptions> options, IHostEnvironment environment)
        : this(FoldersOf(options.Value, environment.ContentRootPath))
    {
    }

    /// <param name="folders">The one that counts most comes first; a file of the same name in a later one is passed
    /// over.</param>
    public MailTemplates(IReadOnlyList<string> folders)
        : this(folders, new TemplateSet(folders))
    {
    }

    private MailTemplates(IReadOnlyList<string> folders, TemplateSet set) =>
        (Folders, state, shipped) = (folders, new State(set, 0),
            new(() => folders is [var only] && ShippedTemplates.Are(only)));

    public IReadOnlyList<string> Folders { get; }

    /// <summary>
    /// Whether the files were those that this program was built with when this was first asked, so that nothing of
    /// them need be tried.
    /// </summary>
    public bool AreShipped => shipped.Value;

    /// <summary>Counts up with each change, so that what was rendered before is known to be old.</summary>
    public int Version => state.Version;

    public LanguageShelf Languages => state.Set.Languages;

    /// <summary>
    /// What other rooms try with templates that are to take the place of these; they refuse them by a RefusedException.
    /// </summary>
    public List<Action<MailTemplates>> Trials { get; } = [];

    /// <summary>Renders a template whose name ends in .html (values escaped) or .txt (controls stripped).</summary>
    /// <param name="language">A tag; English for one that there is no file of.</param>
    public string Render(string name, ScriptObject model, string? language = null)
    {
        var set = state.Set;
        return set.Render(name, model, set.Languages.For(language));
    }

    /// <summary>The text of a file in the templates folder that is not one itself, such as a style sheet.</summary>
    public string Text(string name) =>
        Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } file
            ? File.ReadAllText(file).ReplaceLineEndings("\n")
            : throw new RefusedException(
                $"The file {name} is missing; put it into the templates folder "
                    + "or take Templates:Folder out of the settings.");

    /// <summary>
    /// Reads the folders again and takes what is there if <paramref name="check"/>, which gets it to try, does not
    /// refuse it.
    /// </summary>
    public void Reload(Action<MailTemplates> check)
    {
        var set = new TemplateSet(Folders);
        var candidate = new MailTemplates(Folders, set);
        check(candidate);
        Trials.ForEach(trial => trial(candidate));
        state = new State(set, state.Version + 1);
    }

    private static List<string> FoldersOf(TemplateOptions options, string contentRoot)
    {
        if (options.Folder is { Length: > 0 } own && !Directory.Exists(own))
        {
            throw new RefusedException(
                $"Templates:Folder: the folder {Path.GetFullPath(own)} does not exist; "
                    + "create it or take the setting out.");
        }

        string[] shipped =
            [Path.Combine(contentRoot, "templates"), Path.GetFullPath("templates"),
                Path.Combine(AppContext.BaseDirectory, "templates")];
        var found = shipped.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "digest.html")))
            ?? throw new RefusedException(
                $"There is no templates folder at {string.Join(" or ", shipped.Distinct())}; reinstall DigestMailer.");
        return options.Folder is { Length: > 0 } ? [options.Folder, found] : [found];
    }

    private sealed record State(TemplateSet Set, int Version);
}
