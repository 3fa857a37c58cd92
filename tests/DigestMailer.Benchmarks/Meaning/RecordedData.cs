namespace DigestMailer.Benchmarks.Meaning;

/// <summary>Where the recorded data is: next to the checkout, or where a variable says.</summary>
internal static class RecordedData
{
    public static string Folder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("DIGESTMAILER_RECORDINGS") is { Length: > 0 } given)
            {
                return given;
            }

            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "shared", "data", "meaning")))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder?.FullName ?? Environment.CurrentDirectory, "shared", "data");
        }
    }
}
