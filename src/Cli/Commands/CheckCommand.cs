using System.CommandLine;
using DigestMailer.Delivery;
using DigestMailer.Delivery.Relays;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Outbox;
using DigestMailer.Papers;
using DigestMailer.Papers.Summaries;
using DigestMailer.Service;
using DigestMailer.Settings;
using DigestMailer.Subscribers;
using DigestMailer.Today;
using DigestMailer.Topics;
using DigestMailer.Topics.Meaning;
using DigestMailer.Web.Gallery;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace DigestMailer.Cli.Commands;

/// <summary>
/// <c>check</c>: everything that <c>run</c> would reject, and what would go wrong later. Settings and database are
/// checked before any command acts; the rest here.
/// </summary>
internal sealed class CheckCommand : OneShotCommand
{
    public CheckCommand(IReadOnlyList<string> settings)
        : base(settings, "check",
            "Check settings, database, addresses, templates, relays and DNS records, and report what would go wrong.",
            "digestmailer check") => Options.Add(GlobalOptions.Urls);

    protected override bool ShowsPages => true;

    protected override IEnumerable<string> OwnSettings(ParseResult arguments) => GlobalOptions.UrlsSetting(arguments);

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        session.Get<TemplateCheck>().Check();
        session.Get<PageCheck>().Check();
        List<CheckLine> lines =
        [
            CheckLine.Good("Settings and database are in order"),
            CheckLine.Good("Settings come from " + SettingsSources.Describe(
                (IConfigurationRoot)session.Get<IConfiguration>(), session.Get<IEnumerable<SettingsSection>>())),
            CheckLine.Good("Templates of mail and pages render"),
            .. Languages(session.Get<MailTemplates>()),
            MeaningCheck.Line(session.Get<MeaningSource>(), await session.Get<LastMonth>().FrameAsync(cancel)),
            .. Placeholders.Of(session.Get<IOptions<SiteOptions>>().Value,
                session.Get<IOptions<DeliveryOptions>>().Value).Select(CheckLine.Warning),
            .. Paths(session.Get<IOptions<PapersOptions>>().Value.Sources),
            .. Clauses(session),
            .. await Summaries(session).LinesAsync(cancel),
            .. await ListeningAsync(new ListenAddresses(session.Get<IConfiguration>()), cancel),
            .. (await session.Get<RelayCheck>().CheckAsync(cancel)).Select(CheckLine.Of),
            .. (await session.Get<DnsCheck>().CheckAsync(cancel)).Select(CheckLine.Of),
            await session.Get<Brake>().ReasonAsync(cancel) is { } stopped
                ? CheckLine.Fault("Delivery is stopped: " + stopped) : CheckLine.Good("Delivery is not stopped"),
        ];
        Show(session, lines);
        return lines.Exists(check => check.Level == CheckLevel.Fault) ? ExitCode.Refused : ExitCode.Done;
    }

    private static IEnumerable<CheckLine> Paths(IEnumerable<SourceOptions> sources) =>
        sources.Index().Where(source => source.Item.Path is { } path && !Path.Exists(path)).Select(source =>
            CheckLine.Warning($"Papers:Sources:{source.Index}:Path: there is no file or folder {source.Item.Path}; "
                + $"{source.Item.Name} fails until there is"));

    private static SummaryCheck Summaries(Session session) => new(session.Get<SummaryEndpoint>(),
        session.Get<RoundLog>(), session.Get<IOptions<SummaryOptions>>());

    private static IEnumerable<CheckLine> Clauses(Session session) =>
        DeadClauses.Warning(session.Get<TopicCatalogue>().All, session.Get<IOptions<PapersOptions>>().Value.Sources)
            is { } dead ? [CheckLine.Warning(dead)] : [];

    private static IEnumerable<CheckLine> Languages(MailTemplates templates)
    {
        foreach (var language in templates.Languages.All)
        {
            if (language.Missing.Any())
            {
                yield return CheckLine.Warning($"languages/{language.Tag}.json lacks "
                    + $"{string.Join(", ", language.Missing)}; these texts are in English");
            }

            if (language.Strange.Any())
            {
                yield return CheckLine.Fault($"languages/{language.Tag}.json: {string.Join(", ", language.Strange)} is "
                    + "unknown, or has a placeholder that the English text does not have; correct it.");
            }
        }
    }

    /// <summary>
    /// An address that a running service of ours has is in order; the framework's default is taken by many programs,
    /// and whoever named no address may run the service elsewhere.
    /// </summary>
    private static async Task<List<CheckLine>> ListeningAsync(ListenAddresses listen, CancellationToken cancel)
    {
        var lines = listen.Faults().Select(CheckLine.Fault).ToList();
        foreach (var (address, line) in listen.Taken())
        {
            lines.Add(await RunningService.AnswersAsync(address, cancel)
                ? CheckLine.Good($"A running DigestMailer answers at {address}")
                : listen.AreNamed ? CheckLine.Fault(line) : CheckLine.Warning(line));
        }

        return lines;
    }

    private static void Show(Session session, List<CheckLine> lines)
    {
        var checks = lines.Select(check => new
        {
            ok = check.Level != CheckLevel.Fault,
            warning = check.Level == CheckLevel.Warning,
            message = check.Message
        });
        session.Show(new { checks }, console =>
        {
            foreach (var check in lines.Where(check => check.Level != CheckLevel.Fault))
            {
                console.WriteLine($"{(check.Level == CheckLevel.Good ? "ok  " : "warn")} {check.Message}");
            }
        });
        foreach (var fault in lines.Where(check => check.Level == CheckLevel.Fault))
        {
            Session.Say(fault.Message);
        }
    }
}
