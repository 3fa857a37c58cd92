namespace DigestMailer.Benchmarks;

/// <summary>
/// The program as the README's section on servers installs it, in a folder that goes with this process.
/// </summary>
internal static class Published
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>The publish profile, set before the first use of the program; none if null.</summary>
    public static string? Profile { get; set; }

    /// <summary>Path of the program.</summary>
    public static Task<string> Program => Made.Value;

    private static async Task<string> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-published-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        // Compilers that stay to be used again would run next to what is measured.
        await Child.RunAsync("dotnet", [
            "publish", Source(), "-c", "Release", "--use-current-runtime", "-o", folder, "--nologo", "-v", "quiet",
            "-nodeReuse:false", "-p:UseSharedCompilation=false",
            .. Profile is null ? Array.Empty<string>() : [$"-p:PublishProfile={Profile}"]]);
        return Path.Combine(folder, "DigestMailer");
    }

    private static string Source()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DigestMailer.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(
            folder?.FullName
                ?? throw new InvalidOperationException("Benchmarks run in a checkout: DigestMailer.sln is above them."),
                "src");
    }
}
