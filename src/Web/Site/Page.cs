using Scriban.Runtime;

namespace DigestMailer.Web.Site;

/// <summary>What a page shows, before it is put into the frame that all share.</summary>
/// <param name="Template">Name of the template in <c>pages/</c>, without its ending.</param>
/// <param name="Title">Of the tab and of what others share; plain text.</param>
internal sealed record Page(string Template, string Title)
{
    public string Description { get; init; } = "";

    /// <summary>
    /// Address on this site that stands for the page; null for pages that belong to one person, which are kept nowhere
    /// and found by no search engine.
    /// </summary>
    public string? Path { get; init; }

    public ScriptObject Model { get; init; } = [];

    /// <summary>Address on this site of the feed that goes with the page.</summary>
    public string? Feed { get; init; }

    /// <summary>Absolute address of a picture for those who share the page.</summary>
    public string? Image { get; init; }

    public bool IsArticle { get; init; }

    /// <summary>Kept by no one between, since it holds a form that is good for one visitor.</summary>
    public bool Fresh { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;
}
