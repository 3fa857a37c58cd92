using System.Net;
using DigestMailer.Events;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Hooks;

/// <summary>
/// Tells the events that are due, in their order. A failure ends the round, since the next event would most likely
/// fail, too; the one that failed waits longer each time, and is given up after about three days.
/// </summary>
internal sealed class HookRound(EventStore events, SubscriberStore subscribers, IHttpClientFactory clients,
    IOptions<HookOptions> options, TimeProvider clock, ILogger<HookRound> log)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "webhooks";

    private const int AtOnce = 100;

    /// <summary>How long to wait after each failure, as the Standard Webhooks propose it.</summary>
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <returns>What kept it from telling all; null where nothing did.</returns>
    public async Task<string?> RunAsync(CancellationToken cancel)
    {
        if (options.Value.Url is null)
        {
            return null;
        }

        while (await events.ClaimAsync(AtOnce, cancel) is { Count: > 0 } due)
        {
            for (var place = 0; place < due.Count; place++)
            {
                var fault = await TellAsync(due[place], cancel);
                if (fault is not null || cancel.IsCancellationRequested)
                {
                    await events.GiveBackAsync([.. due.Skip(place + 1).Select(one => one.Id)]);
                    return fault;
                }
            }
        }

        return null;
    }

    private async Task<string?> TellAsync(StoredEvent due, CancellationToken cancel)
    {
        var (fault, isFinal) = await SendAsync(due, cancel);
        if (fault is null)
        {
            await events.ToldAsync(due.Id);
        }
        else if (isFinal || due.Attempts > Waits.Length)
        {
            log.LogWarning("The webhook was not told of {Kind} {Event}, given up after {Attempts} attempts: {Reason}",
                due.Kind, due.Id, due.Attempts, fault);
            await events.GiveUpAsync(due.Id, fault);
        }
        else
        {
            await events.PutOffAsync(due.Id, fault, clock.GetUtcNow() + Waits[due.Attempts - 1]);
        }

        return fault;
    }

    private async Task<(string? Fault, bool IsFinal)> SendAsync(StoredEvent due, CancellationToken cancel)
    {
        var body = HookMessage.Body(due, await subscribers.FindAsync(due.SubscriberId, cancel));
        using var request = HookMessage.Request(due, body, new Uri(options.Value.Url!), options.Value.Key(),
            clock.GetUtcNow());
        using var client = clients.CreateClient(Client);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead,
                CancellationToken.None);
            return answer.IsSuccessStatusCode ? (null, false)
                : ($"it answered {(int)answer.StatusCode}", answer.StatusCode == HttpStatusCode.Gone);
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException)
        {
            return (failed is TaskCanceledException ? $"no answer within {options.Value.Timeout.TotalSeconds} s"
                : failed.Message.ReplaceLineEndings(" "), false);
        }
    }
}
