using System.Globalization;
using DigestMailer.Tests.Cli;

namespace DigestMailer.Tests.Packaging;

/// <summary>The completions of the shells ask the program for what fits.</summary>
[NonParallelizable]
internal sealed class CompletionTests
{
    [TestCase("sub", "subscribers")]
    [TestCase("subscribers a", "add")]
    [TestCase("subscribers add --conf", "--confirmed")]
    [TestCase("suppressions add a@example.org --reason ", "complaint")]
    public async Task The_program_completes_a_line(string line, string word)
    {
        var (code, said, _) =
            await Shell.RunAsync(string.Create(CultureInfo.InvariantCulture, $"[suggest:{line.Length}]"), line);
        Assert.That(code, Is.Zero);
        Assert.That(said.Split('\n', StringSplitOptions.TrimEntries), Has.Some.EqualTo(word).IgnoreCase);
    }
}
