using Scriban.Runtime;

namespace DigestMailer.Web.Site;

/// <summary>The model of a page that says one thing.</summary>
internal static class Message
{
    public static ScriptObject Of(string heading, params string[] paragraphs) =>
        new() { ["heading"] = heading, ["paragraphs"] = paragraphs };
}
