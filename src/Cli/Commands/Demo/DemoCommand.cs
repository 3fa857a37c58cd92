using System.CommandLine;
using System.Globalization;
using DigestMailer.Cli.Commands.Subscribers;
using DigestMailer.Delivery;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using MimeKit;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Demo;

/// <summary>
/// <c>demo</c>: the path of invented papers to invented readers, into a folder of its own, by the same rooms as ever;
/// with <c>--serve</c> the whole service on them.
/// </summary>
internal sealed class DemoCommand : OneShotCommand
{
    // A Monday on which every rhythm is served, within the window of the edition and the lateness of its slots.
    private static readonly DateTimeOffset Gathered = new(2025, 8, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Sent = new(2025, 8, 11, 12, 30, 0, TimeSpan.Zero);
    private static readonly DateOnly Edition = new(2025, 8, 8);

    private readonly Option<string> folder =
        new("--folder")
        {
            Description = "Where the demo writes; it clears what an earlier demo left there.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("data", "demo")
        };

    private readonly Option<bool> serve =
        new("--serve")
        {
            Description = "Run the whole service on them, with a mailbox page that shows every mail it sends."
        };

    public DemoCommand(IReadOnlyList<string> settings)
        : base(settings, "demo",
            "Try everything on invented papers and readers: gather, choose, render, and write the mails to a folder; "
                + "or with --serve click through the whole service.",
            "digestmailer demo --serve")
    {
        Options.Add(folder);
        Options.Add(serve);
        Options.Add(GlobalOptions.Urls);
        SetAction((arguments, cancel) => arguments.GetValue(serve)
            ? DemoService.RunAsync(settings, arguments.GetValue(folder)!, arguments.GetValue(GlobalOptions.Urls),
                cancel)
            : ActAsync(arguments, cancel));
    }

    protected override IEnumerable<string> OwnSettings(ParseResult arguments)
    {
        var demo = Folder(arguments);
        demo.Clear();
        return demo.Settings(Edition);
    }

    protected override DateTimeOffset? OwnNow => Sent;

    private DemoFolder Folder(ParseResult arguments) => new(arguments.GetValue(folder)!, DemoService.DefaultAddress);

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        session.Get<KeyRing>().Lend(SignedLinks.Ring, new byte[32]);
        var plan = await DemoPapers.PlanAsync(session.Services, Gathered, Sent, cancel);
        var report =
            await session.ProgressAsync("Writing", plan.Digests,
                progress => session.Get<Dispatcher>().DeliverAsync(progress: progress, cancel: cancel));
        await ShowAsync(session, Folder(arguments), cancel);
        return report.Stopped is null ? ExitCode.Done : throw new RefusedException(report.Stopped);
    }

    private static async Task ShowAsync(Session session, DemoFolder demo, CancellationToken cancel)
    {
        var counts = await session.Get<SentMail>().PapersBySubscriberAsync(cancel);
        var mails =
            Directory.EnumerateFiles(demo.Path, "*.eml").Order(StringComparer.Ordinal)
                .Select(file => Told(demo, file, counts)).ToDictionary(told => told.Subscriber, told => told.Mail);
        var rows = new List<(SubscriberView Who, DemoMail? Mail)>();
        await foreach (var subscriber in session.Get<SubscriberStore>().ListAsync(cancel))
        {
            rows.Add((SubscriberView.Of(subscriber), mails.GetValueOrDefault(subscriber.Id)));
        }

        session.Show(
            new { folder = demo.Path, digests = rows.Where(row => row.Mail is not null).Select(row => row.Mail) },
            console => Print(console, demo.Path, rows));
    }

    private static (long Subscriber, DemoMail Mail) Told(DemoFolder demo, string file,
        IReadOnlyDictionary<long, int> counts)
    {
        var message = MimeMessage.Load(file);
        // A Message-ID begins with the kind of the mail and the number of its subscriber.
        var subscriber = long.Parse(message.MessageId!.Split('.')[1], CultureInfo.InvariantCulture);
        return (subscriber, new DemoMail(message.To.Mailboxes.First().Address, counts[subscriber],
            new FileInfo(file).Length, file, demo.BesideAsHtml(message, file)));
    }

    private static void Print(IAnsiConsole console, string path, List<(SubscriberView Who, DemoMail? Mail)> rows)
    {
        var table = new Table().AddColumns("subscriber", "digest", "follows", "papers", "size", "file");
        foreach (var (who, mail) in rows)
        {
            var follows = string.Join(", ", [.. who.Topics, .. who.Queries]);
            table.AddRow(Markup.Escape(who.Email), Markup.Escape(who.Digest ?? ""),
                Markup.Escape(follows.Length == 0 ? "everything" : follows),
                mail is null ? "nothing new" : $"{mail.Papers}",
                mail is null ? "" : $"{mail.Bytes / 1024.0:F1} KB",
                mail is null ? "" : Markup.Escape(Path.GetFileName(mail.File)));
        }

        console.Write(table);
        console.WriteLine($"The mails are in {path}; open the .html next to one in a browser.");
        console.WriteLine("demo --serve runs the whole service on the same papers, with pages and a mailbox.");
    }
}
