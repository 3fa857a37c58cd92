using DigestMailer.Service.Running;

namespace DigestMailer.Cli;

/// <summary>The service in this process, with its pages, schedule and delivery, until it is told to stop.</summary>
internal static class ServiceRun
{
    /// <param name="reload">Asks it to read settings and templates again.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> UntilStoppedAsync(ServiceWish wish, Reload reload, CancellationToken cancel)
    {
        try
        {
            await new LiveService(wish, reload).RunAsync(cancel);
            return ExitCode.Done;
        }
        catch (Exception fault) when (StartFault.Explain(fault) is { } line)
        {
            await Console.Error.WriteLineAsync($"digestmailer: {line}");
            return ExitCode.Refused;
        }
    }
}
