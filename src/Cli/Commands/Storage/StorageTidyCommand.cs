using System.CommandLine;
using DigestMailer.Outbox;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Storage;

/// <summary><c>storage tidy</c>: what <c>run</c> does once a night.</summary>
internal sealed class StorageTidyCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "tidy",
        "Fold mail older than Delivery:KeepMail into counts by day, and forget attempts and digests that nobody needs "
            + "any more. The service does so by itself once a night.", "digestmailer storage tidy")
{
    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var tidied =
            await session.ProgressAsync("Tidying", null,
                progress => session.Get<Retention>().TidyAsync(progress, cancel));
        session.Show(tidied,
            console =>
                console.WriteLine(
                    $"{tidied.Mails} mails folded into counts, {tidied.Attempts} attempts and {tidied.Digests} digests "
                        + $"forgotten."));
        return ExitCode.Done;
    }
}
