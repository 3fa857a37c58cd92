using DigestMailer.Events;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Hooks;

/// <summary>At the start of the service, says which events are written from now on, by all processes.</summary>
internal sealed class HookDoor(EventStore events, IOptions<HookOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        events.AskAsync(options.Value.Asked(), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
