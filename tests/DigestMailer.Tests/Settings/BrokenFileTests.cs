using DigestMailer.Settings;
using Microsoft.Extensions.Configuration;

namespace DigestMailer.Tests.Settings;

/// <summary>A file that is not JSON is told with its place.</summary>
internal sealed class BrokenFileTests
{
    private string folder = "";

    [SetUp]
    public void Make() => folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [TestCase("{\n  \"Site\": {\n    \"Name\": \"ä\"\n    \"Accent\": \"x\"\n  }\n}", "line 4, column 5: a comma")]
    [TestCase("{\n  \"Site\": { \"Näme\": \"x\", Accent: 1 }\n}", "line 2, column 26: 'A' is an invalid start")]
    [TestCase("{ \"Site\": { \"Name\": \"x\" }", "line 1, column ")]
    [TestCase("", "line 1, column 1: ")]
    [TestCase("[ 1 ]", "Top-level JSON element must be an object")]
    [TestCase("{ \"Site\": { \"Name\": 1, \"name\": 2 } }", "A duplicate key 'Site:name'")]
    public void A_broken_file_is_told_with_its_name_line_and_column(string json, string told)
    {
        var file = Path.Combine(folder, "appsettings.json");
        File.WriteAllText(file, json);
        var fault = Assert.Catch(() => new ConfigurationBuilder().AddJsonFile(file).Build());
        var line = BrokenFile.Explain(fault!);
        Assert.That(line, Does.StartWith(file).And.Contain(told));
        Assert.That(line, Does.Not.Contain("\n").And.Not.Contain("LineNumber").And.Not.Contain("System."));
    }
}
