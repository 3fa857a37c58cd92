using DigestMailer.Bounces;
using DigestMailer.Storage;

namespace DigestMailer.Service;

/// <summary>One reading of what came back, and what the log says of it.</summary>
internal sealed class BounceRound(BounceReader reader, ILogger<BounceRound> log)
{
    /// <returns>Why a mailbox could not be read, as the log says it too; null if all were.</returns>
    public async Task<string?> ReadAsync(CancellationToken cancel)
    {
        try
        {
            var report = await reader.ReadAsync(cancel);
            if (report.Read > report.Known)
            {
                log.LogInformation(
                    "Read {Read} mails that came back: hard {Hard}, soft {Soft}, refused {Refused}, "
                    + "complaints {Complaints}, without proof {Unproven}; "
                    + "suppressed {Suppressed}, unsubscribed {Unsubscribed}",
                    report.Read, report.Hard, report.Soft, report.Refused, report.Complaints, report.Unproven,
                    report.Suppressed, report.Unsubscribed);
            }

            return null;
        }
        catch (RefusedException refused)
        {
            log.LogError("{Reason}", refused.Message);
            return refused.Message;
        }
    }
}
