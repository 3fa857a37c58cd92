using DigestMailer.Service.Telemetry;
using DigestMailer.Storage;
using DigestMailer.Today;

namespace DigestMailer.Service.Jobs;

/// <summary>
/// Runs what a job does, so that whatever it throws is one line of the log and the service goes on. How it went is kept
/// for the operator.
/// </summary>
internal sealed class JobRun(RoundLog rounds, RoundTraces traces)
{
    /// <param name="round">What the lines of this run are about, such as gathering; each begins with it.</param>
    public ValueTask GuardAsync(string round, ILogger log, Func<Task> act, CancellationToken cancel) =>
        GuardAsync(round, log, async () => { await act(); return (string?)null; }, cancel);

    /// <inheritdoc cref="GuardAsync(string, ILogger, Func{Task}, CancellationToken)"/>
    /// <param name="act">Returns what kept it from doing all of its work, or null.</param>
    public async ValueTask GuardAsync(string round, ILogger log, Func<Task<string?>> act, CancellationToken cancel)
    {
        using var scope = log.BeginScope(new LogRound(round));
        using var running = rounds.Begin(round);
        using var span = traces.Begin(round);
        var fault = await FaultAsync(round, log, act, cancel);
        traces.End(span, fault);
        // A round that was stopped neither ended nor failed, and a stop must not wait for a database that is away.
        if (!cancel.IsCancellationRequested)
        {
            await (fault is null ? rounds.EndedAsync(round, cancel) : rounds.FailedAsync(round, fault, cancel));
        }
    }

    private static async Task<string?> FaultAsync(string round, ILogger log, Func<Task<string?>> act,
        CancellationToken cancel)
    {
        try
        {
            return await act();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            log.LogDebug("Stopped before the end of {Round}", round);
            return null;
        }
        catch (RefusedException refused)
        {
            log.LogError("{Reason}", refused.Message);
            return refused.Message;
        }
        catch (Exception fault)
        {
            log.LogError(fault, "This round of {Round} failed; the next one tries again", round);
            return fault.Message.ReplaceLineEndings(" ");
        }
    }
}
