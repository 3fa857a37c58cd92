using System.CommandLine;
using DigestMailer.Bounces;
using DigestMailer.Storage;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Bounces;

/// <summary><c>bounces read</c>: read the mailboxes of the settings now.</summary>
internal sealed class BouncesReadCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "read",
        "Read bounces and complaints now from the mailbox or Maildir in the settings, and act on them. Reading twice "
            + "changes nothing.", "digestmailer bounces read --json")
{
    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var reader = session.Get<BounceReader>();
        if (!reader.HasMailbox)
        {
            throw new RefusedException("Bounces: there is nothing to read; set Bounces:Imap or Bounces:Maildir.");
        }

        var report = await session.ProgressAsync("Reading", null, _ => reader.ReadAsync(cancel));
        session.Show(report, console => console.WriteLine(
            $"{report.Read} mails, {report.Known} of them read before: "
                + $"{report.Hard} hard bounces, {report.Soft} soft, {report.Refused} refused for what we sent, "
                + $"{report.Complaints} complaints, {report.Unproven} of them without proof; "
                + $"{report.Suppressed} suppressed, {report.Unsubscribed} unsubscribed"));
        if (report.Skipped > 0)
        {
            Session.Say(
                $"{report.Skipped} mails could not be read to the end twice and were skipped; the log names them.");
        }

        if (report.Stopped is not null)
        {
            Session.Say("Delivery is stopped: " + report.Stopped);
        }

        return ExitCode.Done;
    }
}
