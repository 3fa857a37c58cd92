using DigestMailer.Subscribers.Libraries;
using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Reads the libraries of readers whose week is over, where the operator lets them connect one.</summary>
[DisallowConcurrentExecution]
internal sealed class LibraryJob(JobRun run, LibraryDesk libraries, ILogger<LibraryJob> log) : IJob
{
    /// <summary>What its lines and its place in the report of the day are called.</summary>
    public const string Round = "reading libraries";

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        run.GuardAsync(Round, log, () => libraries.ReadDueAsync(cancel), cancel);
}
