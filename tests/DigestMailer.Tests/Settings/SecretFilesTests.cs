using DigestMailer.Bounces;
using DigestMailer.Settings;
using DigestMailer.Storage;
using Microsoft.Extensions.Configuration;

namespace DigestMailer.Tests.Settings;

/// <summary>Secrets that come from files and from credentials of systemd.</summary>
internal sealed class SecretFilesTests
{
    private const string Shipped = "Data Source=data/digestmailer.db";
    private string folder = null!;

    [SetUp]
    public void Make() => folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Test]
    public void A_secret_is_the_first_line_of_its_file()
    {
        var file = Write("connection", "Host=db;Password=hush\nnotes");
        var storage = Read<StorageOptions>("Storage", ("Storage:ConnectionStringFile", file),
            ("Storage:ConnectionString", Shipped));
        Assert.That(storage.ConnectionString, Is.EqualTo("Host=db;Password=hush"));
        var secret = Write("webhook", "0123456789abcdef\n");
        Assert.That(Read<BounceOptions>("Bounces", ("Bounces:Webhooks:SecretFile", secret)).Webhooks.Secret,
            Is.EqualTo("0123456789abcdef"));
    }

    [Test]
    public void A_file_that_is_absent_or_empty_is_refused_by_the_name_of_its_setting()
    {
        Assert.That(Faults($"--Storage:ConnectionStringFile={folder}/none"),
            Has.Exactly(1).Items.And.All.StartsWith("Storage:ConnectionStringFile: "));
        Assert.That(Faults($"--Bounces:Webhooks:SecretFile={Write("empty", "")}"),
            Has.Exactly(1).Items.And.All.StartsWith("Bounces:Webhooks:SecretFile: "));
    }

    [Test]
    public void A_secret_that_is_set_twice_is_refused() =>
        Assert.That(Faults($"--Bounces:Webhooks:SecretFile={Write("webhook", "0123456789abcdef")}",
            "--Bounces:Webhooks:Secret=fedcba9876543210"), Has.Exactly(1).Items.And.All.Contains("is set too"));

    [Test]
    public void Credentials_win_over_the_environment_and_the_command_line_over_them()
    {
        Write("Site__PostalAddress", "1 Paper Street\n");
        Write("Site__Name", "Papers\n");
        Write("tls.key", "of another program");
        var settings = new ConfigurationManager();
        settings.AddInMemoryCollection([new("Site:PostalAddress", "2 Paper Street")]);
        settings.AddCommandLine(["--Site:Name=Digests"]);
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", folder);
        try
        {
            Credentials.Add(settings);
        }
        finally
        {
            Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", null);
        }

        Assert.That((settings["Site:PostalAddress"], settings["Site:Name"], settings["tls.key"]),
            Is.EqualTo(("1 Paper Street", "Digests", (string?)null)));
    }

    private string Write(string name, string text)
    {
        File.WriteAllText($"{folder}/{name}", text);
        return $"{folder}/{name}";
    }

    private static T Read<T>(string section, params (string Key, string Value)[] settings)
        where T : class, new() => SettingsReader.Read<T>(new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(one => new KeyValuePair<string, string?>(one.Key, one.Value))).Build(), section);

    private static IReadOnlyList<string> Faults(params string[] options) => Trial.Faults(Trial.Good, options);
}
