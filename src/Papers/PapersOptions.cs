namespace DigestMailer.Papers;

/// <summary>Where papers come from.</summary>
internal sealed class PapersOptions
{
    public List<SourceOptions> Sources { get; set; } = [];

    /// <summary>Between two requests to arXiv, over all processes; its terms of use ask for three seconds.</summary>
    public TimeSpan ArxivInterval { get; set; } = TimeSpan.FromSeconds(3);
}

/// <summary>One source in the settings.</summary>
internal sealed class SourceOptions
{
    /// <summary>Name in reports and in <c>gather --source</c>.</summary>
    public string Name { get; set; } = "";

    public SourceKind Kind { get; set; }

    /// <summary>Replaces the kind's own address.</summary>
    public string? Url { get; set; }

    /// <summary>A file, for SavedPage and Json.</summary>
    public string? Path { get; set; }

    /// <summary>arXiv categories, such as cs.CL; required for the arXiv kinds.</summary>
    public List<string> Categories { get; set; } = [];

    /// <summary>What is wrong with it, or null.</summary>
    public string? Fault() => this switch
    {
        { Name: "" } => "Papers:Sources: a source has no Name; give it one.",
        { Kind: SourceKind.ArxivApi or SourceKind.ArxivFeed, Categories.Count: 0 } => $"Papers:Sources: {Name} needs Categories, such as [\"cs.CL\"].",
        { Kind: SourceKind.SavedPage or SourceKind.Json, Path: null, Url: null } => $"Papers:Sources: {Name} needs a Path or a Url.",
        { Url: { } url } when !SafeUrl.Is(url) => $"Papers:Sources: the Url of {Name} is no http or https address.",
        _ => null,
    };
}

/// <summary>The kinds of sources; each is one file that names its format.</summary>
internal enum SourceKind { HuggingFace, ArxivApi, ArxivFeed, SavedPage, Json }
