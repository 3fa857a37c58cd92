using DigestMailer.Digests;

namespace DigestMailer.Delivery;

/// <summary>The same connection of several relays: the first that is to be had takes the mail.</summary>
internal sealed class FailoverPort(IReadOnlyList<IMailPort> ports) : IMailPort
{
    public async Task<Outcome> SendAsync(ComposedMail mail, CancellationToken cancel)
    {
        var outcome = new Outcome(OutcomeKind.NotTried, "Delivery:Relays is empty");
        foreach (var port in ports)
        {
            outcome = await port.SendAsync(mail, cancel);
            if (outcome.Kind != OutcomeKind.NotTried)
            {
                return outcome;
            }
        }

        return outcome;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var port in ports)
        {
            await port.DisposeAsync();
        }
    }
}
