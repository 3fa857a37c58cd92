using System.Reflection;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// The templates and languages that this program was built with, of which it has a copy. The tests have rendered them
/// in every language, so a start need not: to try every mail and page took 2.5 of 4.6 s
/// of CPU until it was ready.
/// </summary>
internal static class ShippedTemplates
{
    private const string Prefix = "templates/";

    private static readonly string[] Read = [".html", ".txt", ".json"];

    /// <summary>Whether a folder has all of them as they were, and no others.</summary>
    public static bool Are(string folder)
    {
        var program = typeof(ShippedTemplates).Assembly;
        var left = program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Read.Contains(Path.GetExtension(file))))
        {
            var name = Prefix + Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (!left.Remove(name) || !IsSame(program, name, file))
            {
                return false;
            }
        }

        return left.Count == 0;
    }

    private static bool IsSame(Assembly program, string name, string file)
    {
        using var shipped = program.GetManifestResourceStream(name)!;
        var bytes = new byte[shipped.Length];
        shipped.ReadExactly(bytes);
        return bytes.AsSpan().SequenceEqual(File.ReadAllBytes(file));
    }
}
