using DigestMailer.Storage;

namespace DigestMailer.Service.Jobs;

/// <summary>Runs what a job does, so that whatever it throws is one line of the log and the service goes on.</summary>
internal static class JobRun
{
    /// <param name="round">What the lines of this run are about, such as gathering; each begins with it.</param>
    public static async ValueTask GuardAsync(string round, ILogger log, Func<Task> act, CancellationToken cancel)
    {
        using var scope = log.BeginScope(new LogRound(round));
        try
        {
            await act();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            log.LogDebug("Stopped before the end of {Round}", round);
        }
        catch (RefusedException refused)
        {
            log.LogError("{Reason}", refused.Message);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "This round of {Round} failed; the next one tries again", round);
        }
    }
}
