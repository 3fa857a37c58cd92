using DigestMailer.Service;
using Microsoft.Extensions.Configuration;

namespace DigestMailer.Tests.Cli;

/// <summary>What the host does before any room is asked.</summary>
internal sealed class ApplicationTests
{
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
