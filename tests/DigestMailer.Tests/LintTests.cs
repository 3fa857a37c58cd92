using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DigestMailer.Tests;

/// <summary>tests/lint finds what it promises to find, in files planted for it.</summary>
internal sealed class LintTests
{
    private static readonly string Lint =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "lint"));

    private static readonly string[] Readers =
        ["Recordings" + ".Path", "Recordings" + ".RealPath", "RecordedMornings" + ".", "new SimulatedWorld" + "(",
            "WebServer" + ".File("];

    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("digestmailer-lint").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void A_line_of_121_columns_fails_the_lint() =>
        Assert.That(Run("Wide.cs", "// " + new string('x', 118)), Is.EqualTo((1, true)));

    [Test]
    public void A_line_of_120_columns_passes_the_lint() =>
        Assert.That(Run("Wide.cs", "// " + new string('x', 117)), Is.EqualTo((0, false)));

    [TestCase("Comment.cs", "// The state stan" + "ds in the outbox.")]
    [TestCase("Text.cs", "var text = \"this is n" + "o address\";")]
    [TestCase("Test.cs", "public void Wh" + "o_is_not_confirmed_gets_no_row()")]
    [TestCase("page.md", "Addresses to listen on, par" + "ted by ;")]
    [TestCase("en.json", "\"sent\": \"Look in" + "to your inbox.\"")]
    [TestCase("page.html", "<p>It is made an" + "ew.</p>")]
    public void A_banned_phrase_fails_the_lint(string file, string line) =>
        Assert.That(Run(file, line), Is.EqualTo((1, true)));

    [Test]
    public void Plain_words_pass_the_lint() =>
        Assert.That(
            Run("Plain.cs", "// The relay answers for a moment, and there is no retry."), Is.EqualTo((0, false)));

    [Test]
    public void Tests_that_read_recordings_say_so_by_their_category() =>
        Assert.That(
            Directory.EnumerateFiles(Path.GetDirectoryName(Here())!, "*Tests.cs", SearchOption.AllDirectories)
                .Where(file => File.ReadAllText(file) is var text && text.Contains("[Test", StringComparison.Ordinal)
                    && Readers.Any(reader => text.Contains(reader, StringComparison.Ordinal))
                    && !text.Contains("Category(\"Recordings\")", StringComparison.Ordinal)), Is.Empty);

    private (int Exit, bool Named) Run(string file, string line)
    {
        File.WriteAllText(Path.Combine(folder, file), line + "\n");
        using var lint = Process.Start(new ProcessStartInfo(Lint, [folder]) { RedirectStandardOutput = true })!;
        var output = lint.StandardOutput.ReadToEnd();
        lint.WaitForExit();
        return (lint.ExitCode, output.Contains(file + ":1:", StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
