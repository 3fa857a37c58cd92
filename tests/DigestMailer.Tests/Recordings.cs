namespace DigestMailer.Tests;

/// <summary>
/// The recorded answers and mails beside the checkout; tests that need them are skipped, saying so, where they are
/// absent.
/// </summary>
internal static class Recordings
{
    private static readonly string? Root = Find();

    /// <summary>Full path of a recording, such as <c>daily-papers-page.txt</c>.</summary>
    public static string Path(string name)
    {
        Assume.That(Root, Is.Not.Null,
            "The recordings are not beside this checkout (../shared/data, or DIGESTMAILER_RECORDINGS).");
        return System.IO.Path.Combine(Root!, name);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("DIGESTMAILER_RECORDINGS") is { Length: > 0 } given)
        {
            return Directory.Exists(given) ? given : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
