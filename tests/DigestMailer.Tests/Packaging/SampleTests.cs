using System.Globalization;
using System.Text.RegularExpressions;
using DigestMailer.Tests.Architecture;
using DigestMailer.Tests.Cli;
using DigestMailer.Tests.Delivery.Relays;
using DigestMailer.Tests.Settings;

namespace DigestMailer.Tests.Packaging;

/// <summary>The samples for operators, used as an operator uses them.</summary>
[NonParallelizable]
internal sealed partial class SampleTests
{
    private const string Root = "DOTNET_CONTENTROOT";

    private static readonly string Folder = Path.Combine(SourceCode.Folder, "Packaging");

    private string house = "";

    public static IEnumerable<string> Samples() =>
        Directory.EnumerateFiles(Path.Combine(Folder, "settings"), "*.json").Select(file => Path.GetFileName(file)!);

    [SetUp]
    public void MoveIn()
    {
        house = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        Environment.SetEnvironmentVariable(Root, house);
        foreach (var part in new[] { "new", "cur" })
        {
            Directory.CreateDirectory(Path.Combine(house, "bounces", part));
        }

        File.Copy(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Path.Combine(house, "appsettings.json"));
    }

    [TearDown]
    public void MoveOut()
    {
        Environment.SetEnvironmentVariable(Root, null);
        Directory.Delete(house, recursive: true);
    }

    /// <summary>Only where the relay, its secrets and its bounces are differs from the sample.</summary>
    [TestCaseSource(nameof(Samples))]
    public async Task A_sample_next_to_the_shipped_settings_passes_check(string sample)
    {
        await using var relay = new ScriptedSmtpServer(null, "AUTH PLAIN LOGIN").Start();
        var secret = Path.Combine(house, "secret");
        await File.WriteAllTextAsync(secret, "a-placeholder-of-24-letters");
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "settings", sample));
        await File.WriteAllTextAsync(Path.Combine(house, "appsettings.Production.json"),
            SecretFile().Replace(text, $"\"{secret}\"")
                .Replace("/var/lib/digestmailer", house, StringComparison.Ordinal));
        var said =
            await Shell.JsonAsync("check", $"--Storage:ConnectionString=Data Source={Path.Combine(house, "trial.db")}",
                "--Delivery:Relays:0:Host=127.0.0.1", "--Delivery:Relays:0:Security=None",
                string.Create(CultureInfo.InvariantCulture, $"--Delivery:Relays:0:Port={relay.Port}"));
        var lines = said.GetProperty("checks").EnumerateArray().ToList();
        Assert.That(lines.ConvertAll(line => line.GetProperty("message").GetString()),
            Has.Some.Contains("appsettings.Production.json").And.Some.Contains("answers"));
        Assert.That(lines.Where(line => line.GetProperty("warning").GetBoolean())
            .Select(line => line.GetProperty("message").GetString()),
            Has.None.StartsWith("Site:").And.None.StartsWith("Delivery:"));
    }

    [TestCaseSource(nameof(Samples))]
    public void A_sample_sends_no_password_in_the_clear_and_has_none_in_it(string sample)
    {
        var text = File.ReadAllText(Path.Combine(Folder, "settings", sample));
        Assert.That(text, Does.Contain("\"Host\": \"127.0.0.1\"").Or.Contain("\"Security\": \"StartTls\""));
        Assert.That(text, Does.Not.Contain("\"Password\"").And.Not.Contain("\"Secret\""));
    }

    [Test]
    public void The_settings_of_the_compose_file_are_valid()
    {
        var options =
            File.ReadLines(Path.Combine(Folder, "container", "compose.yml"))
                .Select(line => line.Trim().Split(": ", 2))
                .Where(line => line.Length == 2 && line[0].Contains("__", StringComparison.Ordinal))
                .Select(line => $"--{line[0].Replace("__", ":", StringComparison.Ordinal)}={line[1].Trim('"')}")
                .ToArray();
        Assert.That(options, Has.Length.GreaterThan(5));
        Assert.That(Trial.Faults(Trial.Good, options), Is.Empty);
    }

    [Test]
    public void The_package_ships_every_sample()
    {
        var build = File.ReadAllText(Path.Combine(Folder, "debian", "build"));
        Assert.That(Samples().Where(sample => !build.Contains($"settings/{sample}", StringComparison.Ordinal)),
            Is.Empty);
    }

    [GeneratedRegex("\"/etc/digestmailer/[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex SecretFile();
}
