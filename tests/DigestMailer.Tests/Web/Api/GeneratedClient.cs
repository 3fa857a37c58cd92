using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace DigestMailer.Tests.Web.Api;

/// <summary>A client that is generated from the OpenAPI document of a site, and what is written with it.</summary>
internal static class GeneratedClient
{
    /// <summary>Runs <c>Journey.RunAsync</c> of a source with the client <c>Generated.DigestMailerClient</c>.</summary>
    /// <returns>What the journey says.</returns>
    public static async Task<List<string>> RunAsync(HttpClient http, string journey)
    {
        var client = await GenerateAsync(await http.GetStringAsync("/api/v1/openapi.json"));
        return await (Task<List<string>>)Compiled(client, journey).GetType("Journey")!.GetMethod("RunAsync")!
            .Invoke(null, [http])!;
    }

    private static async Task<string> GenerateAsync(string document) =>
        new CSharpClientGenerator(await OpenApiDocument.FromJsonAsync(document), new CSharpClientGeneratorSettings
        {
            ClassName = "DigestMailerClient",
            UseBaseUrl = false,
            CSharpGeneratorSettings =
            {
                Namespace = "Generated",
                JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.SystemTextJson,
            },
        }).GenerateFile();

    private static Assembly Compiled(params string[] sources)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(file) is "netstandard.dll" or "mscorlib.dll")
            .Select(file => MetadataReference.CreateFromFile(file));
        using var image = new MemoryStream();
        var made = CSharpCompilation.Create("Generated", sources.Select(text => CSharpSyntaxTree.ParseText(text)),
            references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(image);
        Assert.That(made.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Take(5), Is.Empty);
        image.Position = 0;
        return new AssemblyLoadContext("Generated", isCollectible: true).LoadFromStream(image);
    }
}
