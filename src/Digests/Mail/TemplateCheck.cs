using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Subscribers;
using MimeKit;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// Composes a sample of every kind of mail in every language that may differ, so that a fault in an operator's template
/// or language is refused at start and not at the hour of sending.
/// </summary>
internal sealed class TemplateCheck(MailTemplates templates, BodyRenderer renderer, DigestMessage digests,
    LetterMessage letters) : IHostedService
{
    private int? good;

    /// <summary>As <see cref="Check()"/>, but believes the tests where the templates are the shipped ones.</summary>
    public void CheckOwn()
    {
        if (!templates.AreShipped)
        {
            Check();
        }
    }

    /// <summary>
    /// Ends quietly, or in a RefusedException that names file, line and column. Templates that were good and have not
    /// changed are not rendered again: a start asks before it opens the database, and once more as a service.
    /// </summary>
    public void Check()
    {
        var version = templates.Version;
        if (good != version)
        {
            CheckAll();
            good = version;
        }
    }

    private void CheckAll()
    {
        foreach (var language in templates.Languages.All)
        {
            language.CheckDates();
        }

        foreach (var reader in templates.Languages.Tried
            .SelectMany(
                language =>
                    Enum.GetValues<MailFormat>()
                        .Select(format => Reader(new MailLook(format, language.Tag, Thumbnails: true)))))
        {
            foreach (var kind in Enum.GetValues<DigestKind>())
            {
                digests.Compose(renderer.Render(Sample(kind, 0), reader.Look), reader, Identity);
                digests.Compose(renderer.Render(Sample(kind, 7), reader.Look), reader, Identity);
            }

            foreach (var kind in Enum.GetValues<LetterKind>())
            {
                letters.Compose(kind, DateTimeOffset.UnixEpoch, reader, Letter, Identity);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        CheckOwn();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static MailIdentity Identity => new(new MailboxAddress("Sample", "sample@example.org"));

    private static LetterContent Letter => new(
        "https://example.org/", ["Sample topic", "Another topic"],
        new Rhythm(Every.Week, DayOfWeek.Monday, new TimeOnly(7, 0), TimeZoneInfo.Utc), 10);

    private static Recipient Reader(MailLook look) =>
        new(0, "reader@example.org", null, look, TimeZoneInfo.Utc,
            new("https://example.org/", "https://example.org/", "https://example.org/", "https://example.org/"));

    private static DigestContent Sample(DigestKind kind, int papers) => new()
    {
        Kind = kind,
        Slot = DateTimeOffset.UnixEpoch,
        Papers = [.. Enumerable.Range(0, papers).Select(i => i % 2 == 0 ? Bare(i) : Full(i))],
        Matched = papers * 2,
        Topics = ["Sample topic", "Another topic"],
        Notices = [new SourceNotice("A source", SourceState.Failed)],
    };

    private static ChosenPaper Bare(int number) =>
        new(new Paper { Key = $"sample:{number}", Title = "A sample", Url = "https://example.org/" }, 0, new("", []));

    private static ChosenPaper Full(int number) => new(
        new Paper
        {
            Key = $"sample:{number}",
            Title = "A sample",
            Abstract = "What it says.",
            Authors = ["One", "Two", "Three", "Four", "Five"],
            Categories = ["cs.CL", "cs.AI"],
            Organization = "An institute",
            Published = DateOnly.FromDateTime(DateTime.UnixEpoch),
            Votes = 1234,
            Comments = 5,
            Stars = 6,
            Url = "https://example.org/a",
            PdfUrl = "https://example.org/b",
            HtmlUrl = "https://example.org/c",
            CodeUrl = "https://example.org/d",
            ThumbnailUrl = "https://example.org/f",
            DiscussionUrl = "https://example.org/e",
        },
        1,
        new("Sample topic", ["sample", "words"]));
}
