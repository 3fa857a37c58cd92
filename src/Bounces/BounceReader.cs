using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Bounces;

/// <summary>
/// Reads every mailbox of the settings and what relays refused on the spot, then looks whether delivery must stop.
/// Reading twice changes nothing.
/// </summary>
internal sealed class BounceReader(IOptions<BounceOptions> options, Database database, Intake intake,
    Rejections rejections, Circuit circuit, TimeProvider clock)
{
    public bool HasMailbox => options.Value is not { Imap: null, Maildir: null };

    /// <summary>Waits until the server of the mailbox announces something new.</summary>
    /// <returns>False at once where nobody can tell, or is not to; then only reading finds it.</returns>
    /// <exception cref="RefusedException">The mailbox is unavailable, or the connection to it is lost.</exception>
    public Task<bool> WaitAsync(CancellationToken cancel) =>
        options.Value.Imap is { Idle: true } imap ? new ImapMailbox(imap, database, intake, clock).WaitAsync(cancel)
            : Task.FromResult(false);

    /// <exception cref="RefusedException">A mailbox is unavailable; what was read before it is kept.</exception>
    public async Task<ReadReport> ReadAsync(CancellationToken cancel)
    {
        var report = await rejections.ReadAsync(cancel);
        try
        {
            if (options.Value.Maildir is { } maildir)
            {
                report += await new Maildir(maildir, intake).ReadAsync(cancel);
            }

            if (options.Value.Imap is { } imap)
            {
                report += await new ImapMailbox(imap, database, intake, clock).ReadAsync(cancel);
            }
        }
        finally
        {
            report = report with { Stopped = await circuit.CheckAsync(cancel) };
        }

        return report;
    }
}
