using System.CommandLine;
using DigestMailer.Delivery;
using DigestMailer.Delivery.Relays;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Outbox;
using DigestMailer.Web.Gallery;
using Spectre.Console;

namespace DigestMailer.Cli.Commands;

/// <summary>
/// <c>check</c>: what would go wrong. Settings and database are checked before any command acts; templates and the way
/// out here.
/// </summary>
internal sealed class CheckCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "check",
        "Check settings, database, templates, relays and DNS records, and say what would go wrong.",
        "digestmailer check")
{
    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        session.Get<TemplateCheck>().Check();
        session.Get<PageCheck>().Check();
        var lines =
            new List<(string Line, bool Good)> { ("Settings and database are in order", true),
                ("Templates of mail and pages render", true) };
        lines.AddRange(
            session.Get<MailTemplates>().Languages.All.Where(language => language.Missing.Any())
                .Select(
                    language =>
                        ($"languages/{language.Tag}.json lacks {string.Join(", ", language.Missing)}; said in English",
                            true)));
        lines.AddRange(
            session.Get<MailTemplates>().Languages.All.Where(language => language.Strange.Any())
                .Select(
                    language =>
                        ($"languages/{language.Tag}.json: {string.Join(", ", language.Strange)} is no text of English, or has a place that the English text has not; correct it.", false)));
        lines.AddRange(await session.Get<RelayCheck>().CheckAsync(cancel));
        lines.AddRange(await session.Get<DnsCheck>().CheckAsync(cancel));
        lines.Add(
            await session.Get<Brake>().ReasonAsync(cancel) is { } stopped ? ("Delivery is stopped: " + stopped, false)
                : ("Delivery is not stopped", true));
        session.Show(new { checks = lines.Select(check => new { ok = check.Good, message = check.Line }) }, console =>
        {
            foreach (var (line, good) in lines.Where(check => check.Good))
            {
                console.WriteLine($"ok   {line}");
            }
        });
        foreach (var (line, _) in lines.Where(check => !check.Good))
        {
            Session.Say(line);
        }

        return lines.All(check => check.Good) ? ExitCode.Done : ExitCode.Refused;
    }
}
