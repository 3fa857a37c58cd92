using MimeKit;

namespace DigestMailer.Tests.Cli;

/// <summary><c>demo</c>: the mails that a newcomer sees first.</summary>
internal sealed class DemoTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;

    [Test]
    public async Task It_writes_a_mail_for_every_reader_whose_topics_match_each_with_a_page_next_to_it()
    {
        var digests = (await Shell.JsonAsync("demo", "--folder", folder)).GetProperty("digests").EnumerateArray()
            .Select(mail => (To: mail.GetProperty("to").GetString()!, Papers: mail.GetProperty("papers").GetInt32(),
                File: mail.GetProperty("file").GetString()!, Html: mail.GetProperty("html").GetString())).ToList();
        Assert.That(digests, Has.Count.EqualTo(9),
            "one reader follows what no paper is about, and two have an alert besides");
        using (Assert.EnterMultipleScope())
        {
            foreach (var (to, papers, file, html) in digests)
            {
                using var message = await MimeMessage.LoadAsync(file);
                Assert.That(message.To.Mailboxes.Single().Address, Is.EqualTo(to));
                Assert.That(papers, Is.Positive);
                Assert.That(message.TextBody, Is.Not.Empty);
                Assert.That(html is null, Is.EqualTo(message.HtmlBody is null), to);
                Assert.That(html is null || PicturesAreThere(await File.ReadAllTextAsync(html)), to);
            }
        }

        Assert.That(digests.Max(mail => mail.Papers), Is.AtLeast(25), "one of them is long enough for a tail");
    }

    [Test]
    public async Task A_second_demo_replaces_the_first_and_leaves_other_folders_alone()
    {
        await Shell.JsonAsync("demo", "--folder", folder);
        await Shell.JsonAsync("demo", "--folder", folder);
        Assert.That(Directory.GetFiles(folder, "*.eml"), Has.Length.EqualTo(9));

        var other = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
        await File.WriteAllTextAsync(Path.Combine(other, "letter.html"), "mine");
        var (code, _, complaint) = await Shell.RunAsync("demo", "--folder", other);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(complaint, Does.Contain("has other files in it"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(other, "letter.html")), Is.EqualTo("mine"));
    }

    private bool PicturesAreThere(string html)
    {
        var sources = html.Split("src=\"").Skip(1).Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)])
            .ToList();
        return sources.Count > 0 && sources.TrueForAll(source => File.Exists(Path.Combine(folder, source)));
    }

    [TearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [SetUp]
    public void Make() => Directory.CreateDirectory(folder);
}
