using System.CommandLine;
using System.Text;
using DigestMailer.Delivery;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web.Gallery;
using MimeKit;

namespace DigestMailer.Cli.Commands.Preview;

/// <summary><c>preview</c>: render without sending, from the papers in play.</summary>
internal sealed class PreviewCommand : OneShotCommand
{
    private readonly Option<string[]> topic =
        new("--topic") { Description = "Slug of a catalogue topic; may be given several times.", HelpName = "SLUG" };
    private readonly Option<string[]> query =
        new("--query") { Description = "A query; may be given several times.", HelpName = "QUERY" };
    private readonly Option<string?> to =
        new("--to") { Description = "With the wishes of this subscriber.", HelpName = "EMAIL" };
    private readonly Option<string?> language =
        new("--language") { Description = "In this language instead of the reader's.", HelpName = "TAG" };
    private readonly Option<string> format =
        new("--format")
        {
            Description = "html, text or eml; html if left out.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "html"
        };
    private readonly Option<bool> explain =
        new("--explain") { Description = "Show what each paper's score is made of instead of the mail." };
    private readonly Option<bool> watch =
        new("--watch")
        {
            Description =
            "Show it in a browser of this machine and re-render it whenever a template changes, until stopped."
        };
    private readonly Option<int> port =
        new("--port")
        {
            Description = "Where --watch listens on 127.0.0.1; 0 takes a free port.",
            HelpName = "PORT",
            DefaultValueFactory = _ => 5080
        };
    private readonly Option<string?> output =
        new("--out") { Description = "Write to this file instead of standard output.", HelpName = "FILE" };

    public PreviewCommand(IReadOnlyList<string> settings)
        : base(settings, "preview", "Render a digest of the papers in play without sending or remembering it.",
            "digestmailer preview --topic speech --out preview.html")
    {
        format.AcceptOnlyFromAmong("html", "text", "eml");
        foreach (var option in new Option[] { topic, query, to, language, format, explain, watch, port, output })
        {
            Options.Add(option);
        }
    }

    protected override bool ShowsPages => true;

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var (wishes, recipient) = await WhoAsync(session, arguments, cancel);
        if (arguments.GetValue(language) is { } tag)
        {
            recipient = recipient with { Look = recipient.Look with { Language = Known(session, tag) } };
        }

        var content = await session.Get<DigestPreview>().ContentAsync(wishes, cancel);
        if (arguments.GetValue(watch))
        {
            return await WatchAsync(session, content, recipient, wishes, arguments.GetValue(port), cancel);
        }

        var message = session.Get<MailMaker>().Preview(content, recipient).Message;
        var why = new Explanation(await session.Get<DigestPreview>().PlayAsync(wishes, content.Slot, cancel),
            session.Get<TopicCatalogue>(), wishes.Topics, content.Slot);
        var text =
            arguments.GetValue(explain) ? why.Of(content.Papers)
                : arguments.GetValue(format) switch
                {
                    "text" => message.TextBody,
                    "eml" => Source(message),
                    _ => message.HtmlBody
                };
        if (arguments.GetValue(output) is { } file)
        {
            await File.WriteAllTextAsync(file, text, cancel);
        }

        session.Show(
            new
            {
                papers = content.Papers
                    .Select(
                        chosen =>
                            new
                            {
                                chosen.Paper.Key,
                                chosen.Paper.Title,
                                chosen.Paper.Url,
                                chosen.Score,
                                chosen.Terms,
                                trend = why.TrendOf(chosen),
                                near = why.NearnessOf(chosen),
                                because = new { chosen.Because.Topic, chosen.Because.Words }
                            }),
                htmlBytes = Encoding.UTF8.GetByteCount(message.HtmlBody ?? ""),
                textBytes = Encoding.UTF8.GetByteCount(message.TextBody ?? ""),
            },
            _ => Console.Out
                .WriteLine(
                    arguments.GetValue(output) is { } path
                        ? $"{content.Papers.Count} of {content.Matched} papers written to {path}" : text));
        return ExitCode.Done;
    }

    private async Task<(Wishes Wishes, Recipient Recipient)> WhoAsync(Session session, ParseResult arguments,
        CancellationToken cancel)
    {
        if (arguments.GetValue(to) is { } email)
        {
            var subscriber =
                await session.Get<SubscriberStore>().FindAsync(email, cancel)
                    ?? throw new RefusedException($"There is no subscriber {email}.");
            return (subscriber.Wishes, session.Get<MailMaker>().RecipientOf(subscriber));
        }

        var (wishes, fault) =
            new WishesInput(arguments.GetValue(topic) ?? [], arguments.GetValue(query) ?? [])
                .Check(session.Get<TopicCatalogue>());
        var reader =
            new Subscriber
            {
                Id = 0,
                Email = "reader@example.org",
                State = SubscriptionState.Confirmed,
                Wishes = wishes ?? throw new RefusedException(fault!)
            };
        return (reader.Wishes, session.Get<MailMaker>().RecipientOf(reader));
    }

    private static string Known(Session session, string tag)
    {
        var languages = session.Get<MailTemplates>().Languages;
        return languages.Find(tag)?.Tag
            ?? throw new RefusedException($"Unknown language \"{tag}\"; use one of "
                + $"{string.Join(", ", languages.All.Select(one => one.Tag))}.");
    }

    private static async Task<int> WatchAsync(Session session, DigestContent content, Recipient recipient,
        Wishes wishes, int port, CancellationToken cancel)
    {
        await using var desk =
            new PreviewDesk(session.Get<MailTemplates>(), session.Get<TemplateWatch>(), DigestPreview.Kinds,
                (mail, language) =>
        {
            var reader =
                recipient with { Look = recipient.Look with { Format = MailFormat.Html, Language = language } };
            return session.Get<DigestPreview>().Render(mail, content, wishes, reader);
        }, session.Get<PageGallery>());
        await desk.StartAsync(port, cancel);
        session.Show(new { url = desk.Url },
            _ => Console.Out.WriteLine($"Preview at {desk.Url}; save a template to see it change, stop with Ctrl-C."));
        await desk.UntilStoppedAsync(cancel);
        return ExitCode.Done;
    }

    private static string Source(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
