using System.CommandLine;
using System.Reflection;
using DigestMailer.Cli.Commands.Subscribers;
using DigestMailer.Delivery;
using DigestMailer.Outbox;
using DigestMailer.Papers.Gathering;
using DigestMailer.Planning;
using DigestMailer.Service;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Imports;
using DigestMailer.Subscribers.Keys;
using MimeKit;
using Spectre.Console;

namespace DigestMailer.Cli.Commands;

/// <summary>
/// <c>demo</c>: the path of the sample papers to sample subscribers, into a folder of its own, by the same rooms as
/// ever.
/// </summary>
internal sealed class DemoCommand : OneShotCommand
{
    private const string Mark = "demo.db";

    // A Monday on which every rhythm is served, within the window of the edition and the lateness of its slots.
    private static readonly DateTimeOffset Gathered = new(2025, 8, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Sent = new(2025, 8, 11, 12, 30, 0, TimeSpan.Zero);

    private readonly Option<string> folder =
        new("--folder")
        {
            Description = "Where the demo writes; it clears what an earlier demo left there.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("data", "demo")
        };

    public DemoCommand(IReadOnlyList<string> settings)
        : base(settings, "demo",
            "Try everything on sample papers and subscribers: gather, choose, render, and write the mails to a folder.",
            "digestmailer demo") =>
        Options.Add(folder);

    protected override IEnumerable<string> OwnSettings(ParseResult arguments)
    {
        var path = Path.GetFullPath(arguments.GetValue(folder)!);
        Clear(path);
        return
        [
            "--Storage:Provider=Sqlite",
            $"--Storage:ConnectionString=Data Source={Path.Combine(path, Mark)};Pooling=False",
            $"--Delivery:PickupFolder={path}",
            "--Papers:Sources:0:Name=sample", "--Papers:Sources:0:Kind=Json",
            $"--Papers:Sources:0:Path={WriteEdition(path)}",
        ];
    }

    protected override DateTimeOffset? OwnNow => Sent;

    private static void Clear(string path)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()
            && !File.Exists(Path.Combine(path, Mark)))
        {
            throw new RefusedException($"{path} has other files in it; name an empty folder with --folder.");
        }

        Directory.CreateDirectory(path);
        foreach (var file in Directory.EnumerateFiles(path)
            .Where(file =>
                Path.GetFileName(file).StartsWith(Mark, StringComparison.Ordinal)
                    || Path.GetExtension(file) is ".eml" or ".html" or ".json"))
        {
            File.Delete(file);
        }
    }

    private static string WriteEdition(string path)
    {
        var file = Path.Combine(path, "edition-2025-08-08.json");
        using var text = Resource("edition-2025-08-08.json");
        File.WriteAllText(file, text.ReadToEnd());
        return file;
    }

    private static StreamReader Resource(string name) =>
        new(Assembly.GetExecutingAssembly().GetManifestResourceStream($"DigestMailer.Cli.Sample.{name}")!);

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var clock = (ShiftedClock)session.Get<TimeProvider>();
        clock.SetTo(Gathered);
        session.Get<KeyRing>().Lend(SignedLinks.Ring, new byte[32]);
        await session.Get<Gatherer>().GatherAsync("sample", null, cancel);
        using var csv = Resource("subscribers.csv");
        await session.Get<SubscriberStore>()
            .EnrolAsync(session.Get<SubscriberCsv>().Read(csv, confirmed: true).People, cancel: cancel);
        clock.SetTo(Sent);
        var plan = await session.Get<Planner>().PlanAsync(cancel: cancel);
        var report =
            await session.ProgressAsync("Writing", plan.Digests,
                progress => session.Get<Dispatcher>().DeliverAsync(progress: progress, cancel: cancel));
        var path = Path.GetFullPath(arguments.GetValue(folder)!);
        await ShowAsync(session, path, cancel);
        return report.Stopped is null ? ExitCode.Done : throw new RefusedException(report.Stopped);
    }

    private static async Task ShowAsync(Session session, string path, CancellationToken cancel)
    {
        var counts = await session.Get<SentMail>().PapersByAddressAsync(cancel);
        var mails =
            Directory.EnumerateFiles(path, "*.eml").Order(StringComparer.Ordinal)
                .Select(file => BesideAsHtml(file, counts)).ToDictionary(mail => mail.To);
        var rows = new List<(SubscriberView Who, DemoMail? Mail)>();
        await foreach (var subscriber in session.Get<SubscriberStore>().ListAsync(cancel))
        {
            rows.Add((SubscriberView.Of(subscriber), mails.GetValueOrDefault(subscriber.Email)));
        }

        session.Show(new { folder = path, digests = rows.Where(row => row.Mail is not null).Select(row => row.Mail) },
            console => Print(console, path, rows));
    }

    /// <summary>Writes the HTML part of a mail next to it, to be opened in a browser.</summary>
    private static DemoMail BesideAsHtml(string file, IReadOnlyDictionary<string, int> counts)
    {
        var message = MimeMessage.Load(file);
        var html = Path.ChangeExtension(file, ".html");
        File.WriteAllText(html, message.HtmlBody);
        var to = message.To.Mailboxes.First().Address;
        return new DemoMail(to, counts[to], new FileInfo(file).Length, file, html);
    }

    private static void Print(IAnsiConsole console, string path, List<(SubscriberView Who, DemoMail? Mail)> rows)
    {
        var table = new Table().AddColumns("subscriber", "follows", "papers", "size", "file");
        foreach (var (who, mail) in rows)
        {
            var follows = string.Join(", ", [.. who.Topics, .. who.Queries]);
            table.AddRow(Markup.Escape(who.Email), Markup.Escape(follows.Length == 0 ? "everything" : follows),
                mail is null ? "nothing new" : $"{mail.Papers}",
                mail is null ? "" : $"{mail.Bytes / 1024.0:F1} KB",
                mail is null ? "" : Markup.Escape(Path.GetFileName(mail.File)));
        }

        console.Write(table);
        console.WriteLine($"The mails are in {path}; open the .html next to one in a browser.");
    }

    private sealed record DemoMail(string To, int Papers, long Bytes, string File, string Html);
}
