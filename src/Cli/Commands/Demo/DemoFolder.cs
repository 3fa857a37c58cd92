using System.Globalization;
using System.Reflection;
using DigestMailer.Storage;
using MimeKit;

namespace DigestMailer.Cli.Commands.Demo;

/// <summary>
/// The folder of a demo: its database, the invented papers with their pictures, and the mails. It clears what an
/// earlier demo left there, and nothing else.
/// </summary>
internal sealed class DemoFolder(string path, string site)
{
    private const string Mark = "demo.db";
    private const string Resources = "DigestMailer.Cli.Sample.";
    private const string Pictures = "pictures";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Where the pictures of the papers are served.</summary>
    public static string PicturePath(string name) => $"/demo/{Pictures}/{name}";

    /// <summary>The pictures of the papers by their names.</summary>
    public static IReadOnlyDictionary<string, byte[]> PicturesByName { get; } =
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith($"{Resources}{Pictures}.", StringComparison.Ordinal))
            .ToDictionary(name => name[$"{Resources}{Pictures}.".Length..], Bytes);

    /// <exception cref="RefusedException">It has other files in it.</exception>
    public void Clear()
    {
        if (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any()
            && !File.Exists(System.IO.Path.Combine(Path, Mark)))
        {
            throw new RefusedException($"{Path} has other files in it; name an empty folder with --folder.");
        }

        Directory.CreateDirectory(Path);
        foreach (var file in Directory.EnumerateFiles(Path)
            .Where(file =>
                System.IO.Path.GetFileName(file).StartsWith(Mark, StringComparison.Ordinal)
                    || System.IO.Path.GetExtension(file) is ".eml" or ".html" or ".json"))
        {
            File.Delete(file);
        }
    }

    /// <summary>Writes the papers as an edition of a day, and the settings that read it.</summary>
    public IReadOnlyList<string> Settings(DateOnly day)
    {
        var file = System.IO.Path.Combine(Path, "edition.json");
        File.WriteAllText(file, Text("edition.json")
            .Replace("{day}", Iso(day), StringComparison.Ordinal)
            .Replace("{before}", Iso(day.AddDays(-1)), StringComparison.Ordinal)
            .Replace("{site}", site, StringComparison.Ordinal));
        return
        [
            "--Storage:Provider=Sqlite",
            $"--Storage:ConnectionString=Data Source={System.IO.Path.Combine(Path, Mark)};Pooling=False",
            $"--Delivery:PickupFolder={Path}", "--Delivery:From=Paper Morning <digest@papers.example>",
            $"--Site:BaseUrl={site}", "--Site:Name=Paper Morning",
            "--Site:PostalAddress=Paper Morning, a demo, 1 Sample Street, Anytown",
            $"--Papers:Sources:0:Name={DemoPapers.Source}", "--Papers:Sources:0:Kind=Json",
            $"--Papers:Sources:0:Path={file}",
        ];
    }

    /// <summary>The invented readers.</summary>
    public static string Readers => Text("subscribers.csv");

    /// <summary>Writes the HTML part of a mail next to it, with its pictures, to be opened in a browser.</summary>
    /// <returns>The file; null for a mail of text alone.</returns>
    public string? BesideAsHtml(MimeMessage message, string file)
    {
        if (message.HtmlBody is not { } body)
        {
            return null;
        }

        var pictures = Directory.CreateDirectory(System.IO.Path.Combine(Path, Pictures)).FullName;
        foreach (var (name, bytes) in PicturesByName)
        {
            File.WriteAllBytes(System.IO.Path.Combine(pictures, name), bytes);
        }

        var html = System.IO.Path.ChangeExtension(file, ".html");
        File.WriteAllText(html, body.Replace(site + PicturePath(""), Pictures + "/", StringComparison.Ordinal));
        return html;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(string name)
    {
        using var text = new StreamReader(Stream(Resources + name));
        return text.ReadToEnd();
    }

    private static byte[] Bytes(string resource)
    {
        using var bytes = new MemoryStream();
        using var stream = Stream(resource);
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static Stream Stream(string resource) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
}
