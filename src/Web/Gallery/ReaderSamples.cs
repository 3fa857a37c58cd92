using Scriban.Runtime;

namespace DigestMailer.Web.Gallery;

/// <summary>Models of what a reader's own pages show: digests, marked and saved papers, a connected library.</summary>
internal static class ReaderSamples
{
    public static ScriptObject Library(bool isRead) => new()
    {
        ["open"] = true,
        ["name"] = isRead ? "Sample" : null,
        ["rejected"] = isRead,
        ["read"] = isRead ? "Sample" : null,
    };

    public static ScriptObject Digests(string state) => new()
    {
        ["all"] = state == "pending" ? new[] { OneDigest("", true) }
            : new[] { OneDigest("", state != "new"), OneDigest("paused", false), OneDigest("ended", false) },
        ["is_new"] = state == "new",
        ["name"] = state == "confirmed" ? "Sample" : "",
        ["add"] = state == "pending" ? null : "/",
        ["here"] = "/",
        ["may_remove"] = state == "unsubscribed",
        ["may_end_all"] = state == "confirmed",
    };

    private static ScriptObject OneDigest(string state, bool shown) => new()
    {
        ["name"] = "Sample",
        ["href"] = "/",
        ["shown"] = shown,
        ["rhythm"] = "every day at 07:00",
        ["topics"] = "One and two",
        ["state"] = state,
    };

    public static ScriptObject Marked(string? path) => new()
    {
        ["key"] = "sample:1",
        ["title"] = "Sample",
        ["path"] = path,
    };

    public static ScriptObject Kept(bool full) => new()
    {
        ["key"] = "sample:1",
        ["title"] = "Sample",
        ["page"] = full ? "/papers/a" : null,
        ["authors"] = full ? "One, Two" : "",
    };
}
