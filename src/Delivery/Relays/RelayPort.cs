using System.Globalization;
using DigestMailer.Outbox;

namespace DigestMailer.Delivery.Relays;

/// <summary>
/// One place to send from, with a connection to each of several relays: the one whose turn it is takes the mail,
/// another where that is unavailable, rests, refuses us, is full for today, or cannot take this mail. The limits of the
/// receiving domain come first.
/// </summary>
/// <param name="connections">By the relay's place in the settings; null where that relay wants fewer
/// connections.</param>
internal sealed class RelayPort(IReadOnlyList<Relay> relays, IReadOnlyList<RelayConnection?> connections,
    RelayShares shares, DomainLimits limits) : IMailPort
{
    public async Task<Outcome> SendAsync(WireMail mail, CancellationToken cancel)
    {
        return limits.Hold(mail.Domain, mail.Size) ?? limits.Note(mail, await SendByTurnAsync(mail, cancel));
    }

    private async Task<Outcome> SendByTurnAsync(WireMail mail, CancellationToken cancel)
    {
        var (refusals, untried) = (new List<Outcome>(), (Outcome?)null);
        foreach (var index in shares.Order(index => connections[index] is not null))
        {
            var outcome = await SendByAsync(index, mail, cancel);
            if (outcome.ByUs)
            {
                refusals.Add(outcome);
            }
            else if (outcome.Kind is OutcomeKind.NotTried or OutcomeKind.Held || outcome.Blame == Blame.Relay
                || IsBroken(outcome))
            {
                untried = untried is null || untried.Kind == OutcomeKind.Held ? outcome : untried;
            }
            else
            {
                return outcome;
            }
        }

        return refusals.Count > 0 ? RefusedByUs(refusals)
            : untried ?? new Outcome(OutcomeKind.NotTried, "Delivery:Relays is empty");
    }

    /// <summary>
    /// What no relay of the settings can take is refused for good; where one was not asked, it may take it later.
    /// </summary>
    private Outcome RefusedByUs(List<Outcome> refusals) =>
        refusals.Count == relays.Count ? refusals[^1] : refusals[^1] with { Kind = OutcomeKind.Deferred };

    private async Task<Outcome> SendByAsync(int index, WireMail mail, CancellationToken cancel)
    {
        var relay = relays[index];
        if (relay.Circuit.Resting is { } why)
        {
            return new Outcome(OutcomeKind.NotTried, why);
        }

        if (relay.FullUntil() is { } until)
        {
            return new Outcome(OutcomeKind.Held,
                string.Create(CultureInfo.InvariantCulture,
                    $"Relay {relay.Name} has had its mail for today (WarmUp)"))
            { Until = until };
        }

        var outcome = relay.Unclear.See(mail.To, await connections[index]!.SendAsync(mail, cancel));
        if (outcome is { Blame: Blame.Relay, MetByOne: false })
        {
            relay.Circuit.Refused(RelayReply.WhyRefused(relay.Name, outcome.Reply));
        }
        else if (outcome.Kind == OutcomeKind.NotTried || IsBroken(outcome))
        {
            relay.Circuit.Failed(outcome.Reply);
        }
        else
        {
            relay.Circuit.Worked();
        }

        return outcome;
    }

    /// <summary>The connection broke before this relay could have the mail, so another may take it now.</summary>
    private static bool IsBroken(Outcome outcome) =>
        outcome is { Kind: OutcomeKind.Deferred, Code: null, Blame: Blame.Nobody };

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
        {
            await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
