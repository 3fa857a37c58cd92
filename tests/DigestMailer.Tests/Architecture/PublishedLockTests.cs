using System.Text.Json;

namespace DigestMailer.Tests.Architecture;

/// <summary>What a publish restores is what the checkout is built and tested with.</summary>
internal sealed class PublishedLockTests
{
    [Test]
    public void A_publish_restores_the_packages_of_the_checkout()
    {
        var checkout = Locked("packages.lock.json");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SourceCode.Folder, "locks"), "*.lock.json"))
        {
            var rid = Path.GetFileName(file).Split('.')[0];
            Assert.That(Locked(file), Is.EquivalentTo(checkout),
                $"run: dotnet restore src -p:RuntimeIdentifier={rid} -p:RestoreLockedMode=false --force-evaluate");
        }
    }

    private static List<string> Locked(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceCode.Folder, file)));
        return [.. json.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => $"{package.Name} {package.Value.GetProperty("resolved").GetString()} "
                + package.Value.GetProperty("contentHash").GetString())];
    }
}
