using System.Globalization;
using DigestMailer.Storage;
using DigestMailer.Today;
using Microsoft.Extensions.Hosting.Systemd;

namespace DigestMailer.Service.Running;

/// <summary>
/// The service from its start to its end. A reload makes its host a second time of what the files say by then, checks
/// that as a start does, and replaces the one that runs; a fault leaves everything as it was.
/// </summary>
internal sealed class LiveService(ServiceWish wanted, Reload reload)
{
    // The pages of the operator ask for a reload too.
    private readonly ServiceWish wish = wanted with
    {
        Services = services => wanted.Services(services.AddSingleton(reload)),
    };
    private readonly SystemdNotifier systemd = new();

    /// <exception cref="RefusedException">What was found at the start is rejected.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        var next = await ServiceHost.MakeAsync(wish, null, cancel);
        while (next is not null)
        {
            await using var host = next;
            await host.StartAsync(wish, cancel);
            await host.Services.GetRequiredService<RoundLog>().EndedAsync(Round.Reloading, cancel);
            systemd.Notify(new ServiceState("READY=1\nSTATUS="));
            next = await UntilReplacedAsync(host, cancel);
            if (next is null)
            {
                systemd.Notify(ServiceState.Stopping);
                await host.StopAsync();
            }
            else
            {
                await host.GiveWayAsync();
            }
        }
    }

    /// <returns>What replaces the service, ready to start; null where it is to stop.</returns>
    private async Task<ServiceHost?> UntilReplacedAsync(ServiceHost host, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, host.Stopping);
        while (await reload.IsAskedAsync(stop.Token))
        {
            if (await NextAsync(host, cancel) is not { } next)
            {
                continue;
            }

            if (!stop.IsCancellationRequested)
            {
                return next;
            }

            await next.DisposeAsync();
        }

        return null;
    }

    private async Task<ServiceHost?> NextAsync(ServiceHost running, CancellationToken cancel)
    {
        var log = running.Services.GetRequiredService<ILogger<LiveService>>();
        systemd.Notify(new ServiceState(string.Create(CultureInfo.InvariantCulture,
            $"RELOADING=1\nMONOTONIC_USEC={(long)TimeProvider.System.GetElapsedTime(0).TotalMicroseconds}")));
        try
        {
            var next = await ServiceHost.MakeAsync(wish, running, cancel);
            log.LogInformation("Settings and templates are read again");
            return next;
        }
        catch (Exception fault)
        {
            var known = StartFault.Explain(fault);
            var line = known ?? fault.Message.ReplaceLineEndings(" ");
            await running.Services.GetRequiredService<RoundLog>().FailedAsync(Round.Reloading, line, cancel);
            log.LogError(known is null ? fault : null, "Nothing was reloaded: {Reason}", line);
            systemd.Notify(new ServiceState($"READY=1\nSTATUS=Nothing was reloaded: {line}"));
            return null;
        }
    }
}
