using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Bounces;

/// <summary>Reads every mailbox of the settings and what relays refused on the spot, then looks whether delivery must stop. Reading twice changes nothing.</summary>
internal sealed class BounceReader(IOptions<BounceOptions> options, Database database, Intake intake, Rejections rejections, Circuit circuit)
{
    public bool HasMailbox => options.Value is not { Imap: null, Maildir: null };

    /// <exception cref="RefusedException">A mailbox is not to be had; what was read before it is kept.</exception>
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
                report += await new ImapMailbox(imap, database, intake).ReadAsync(cancel);
            }
        }
        finally
        {
            report = report with { Stopped = await circuit.CheckAsync(cancel) };
        }

        return report;
    }
}
