using DigestMailer.Storage.Backups;
using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Writes the nightly copy of the database, where a folder for it is set.</summary>
[DisallowConcurrentExecution]
internal sealed class BackupJob(JobRun run, NightlyBackup nightly, ILogger<BackupJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        run.GuardAsync("backing up", log, () => WriteAsync(cancel), cancel);

    private async Task WriteAsync(CancellationToken cancel)
    {
        if (await nightly.WriteAsync(cancel) is { } file)
        {
            log.LogInformation("Backed up the database to {File}, {Bytes} bytes", file, new FileInfo(file).Length);
        }
    }
}
