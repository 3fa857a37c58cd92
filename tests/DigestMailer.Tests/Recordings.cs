using System.Runtime.CompilerServices;

namespace DigestMailer.Tests;

/// <summary>
/// Recorded answers and mails. The real ones are used if they are next to the checkout; otherwise those of our own
/// making in the folder Recordings, which have the same names and formats.
/// </summary>
internal static class Recordings
{
    private static readonly string? Real = Find();

    private static readonly string Made =
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Here())!, "Recordings");

    /// <summary>Full path of a recording, such as <c>daily-papers-page.txt</c>, or of a folder of them.</summary>
    public static string Path(string name)
    {
        var real = Real is null ? null : System.IO.Path.Combine(Real, name);
        return real is not null && System.IO.Path.Exists(real) ? real : System.IO.Path.Combine(Made, name);
    }

    /// <summary>Full path of a real recording; skips the test if there is none, because it measures quality.</summary>
    public static string RealPath(string name)
    {
        Assume.That(Real is not null && System.IO.Path.Exists(System.IO.Path.Combine(Real, name)), Is.True,
            $"needs the real recordings ({name} in ../shared/data or in the folder DIGESTMAILER_RECORDINGS)");
        return System.IO.Path.Combine(Real!, name);
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

    private static string Here([CallerFilePath] string file = "") => file;
}
