using DigestMailer.Cli;
using DigestMailer.Service;
using Microsoft.Extensions.Configuration;

namespace DigestMailer.Tests.Cli;

/// <summary>What the host does before any room is asked.</summary>
[NonParallelizable]
internal sealed class ApplicationTests
{
    [TestCase("--Delivery:From has no value; write it as --Delivery:From=VALUE.", "check", "--Delivery:From")]
    [TestCase("--Delivery:From has no value; write it as --Delivery:From=VALUE.", "check", "--Delivery:From", "--json")]
    [TestCase("--now: \"0001-01-01\" is not a time from 1990 to 2200", "send", "--now", "0001-01-01")]
    [TestCase("--now: \"9999-12-31T23:59Z\" is not a time from 1990", "send", "--now", "9999-12-31T23:59Z")]
    [TestCase("--date: \"9999-12-31\" is not a day from 1990 to 2200", "gather", "--date", "9999-12-31")]
    [TestCase("Argument 'odd' not recognized. Must be one of: 'Ready', ", "outbox", "list", "--state", "odd")]
    [TestCase("Unrecognized command or argument 'nope'.", "nope")]
    public async Task Wrong_usage_is_one_line(string line, params string[] args)
    {
        var (said, screen) = (new StringWriter(), Console.Error);
        Console.SetError(said);
        try
        {
            Assert.That(await CommandLine.RunAsync(args), Is.EqualTo(ExitCode.Usage));
        }
        finally
        {
            Console.SetError(screen);
        }

        Assert.That(said.ToString().TrimEnd(), Does.StartWith("digestmailer: " + line).And.Not.Contains('\n'));
    }

    [Test]
    public void No_folder_is_watched_for_settings_that_are_read_once()
    {
        var files =
            ((IConfigurationBuilder)Application.Builder([], null).Configuration).Sources
                .OfType<FileConfigurationSource>().ToList();
        Assert.That(files, Is.Not.Empty);
        Assert.That(files.Select(file => file.ReloadOnChange), Is.All.False);
    }
}
