using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DigestMailer.Tests.Architecture;

/// <summary>The sources of the program as the compiler understands them, read once for all tests.</summary>
internal static class SourceCode
{
    /// <summary>The folder of the sources.</summary>
    public static readonly string Folder =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "src"));

    /// <summary>The global usings that the SDK of the project adds.</summary>
    private const string Usings =
        """
        global using System; global using System.Collections.Generic; global using System.IO;
        global using System.Linq; global using System.Net.Http; global using System.Net.Http.Json;
        global using System.Threading; global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    private static readonly Lazy<CSharpCompilation> Whole = new(() => CSharpCompilation.Create(
        "DigestMailer.Sources",
        Files().Select(file => Tree(file, File.ReadAllText(file))).Append(Tree("Usings.cs", Usings)),
        References(),
        new CSharpCompilationOptions(
            OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)));

    // Kept, since a model keeps what it has found out, and every rule asks the same.
    private static readonly Lazy<List<SemanticModel>> Understood = new(() =>
        [.. Whole.Value.SyntaxTrees.Where(tree => tree.FilePath != "Usings.cs")
            .Select(tree => Whole.Value.GetSemanticModel(tree))]);

    /// <summary>Every file of the program, without what a build writes.</summary>
    public static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(Folder, file).Split(Path.DirectorySeparatorChar)[0]
                is not ("obj" or "bin"));

    /// <summary>The model of each file.</summary>
    public static IEnumerable<SemanticModel> Models() => Understood.Value;

    /// <summary>The model of a file that is added to the program, to see whether a rule finds what it must.</summary>
    public static SemanticModel Planted(string room, string code)
    {
        var tree = Tree(
            Path.Combine(Folder, room.Replace('.', Path.DirectorySeparatorChar), "Planted.cs"),
            $"namespace DigestMailer.{room};\ninternal static class Planted\n{{\n    {code}\n}}\n");
        return Whole.Value.AddSyntaxTrees(tree).GetSemanticModel(tree);
    }

    /// <summary>Where a node is, for a message.</summary>
    public static string Place(SyntaxNode node) =>
        $"{Path.GetRelativePath(Folder, node.SyntaxTree.FilePath)}:"
            + $"{node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1}";

    private static SyntaxTree Tree(string file, string text) => CSharpSyntaxTree.ParseText(
        SourceText.From(text), new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None), file);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("DigestMailer", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));

    private static string Here([CallerFilePath] string file = "") => file;
}
