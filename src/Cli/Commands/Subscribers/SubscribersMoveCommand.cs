using System.CommandLine;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers move</c>: another address for a person who cannot ask for it themselves.</summary>
internal sealed class SubscribersMoveCommand : OneShotCommand
{
    private readonly Argument<string> old = new("OLD") { Description = "The address they have." };
    private readonly Argument<string> next = new("NEW") { Description = "The address they want." };
    private readonly Option<string> proof = new("--proof")
    {
        Description = "How you know that they want it; kept in their record of consent.",
        HelpName = "TEXT",
        Required = true,
    };

    public SubscribersMoveCommand(IReadOnlyList<string> settings)
        : base(settings, "move", "Send a subscriber's mail to another address; wishes and history stay.",
            "digestmailer subscribers move ana@old.example ana@new.example --proof \"letter of 2026-03-02\"")
    {
        Arguments.Add(old);
        Arguments.Add(next);
        Options.Add(proof);
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        if (!EmailAddress.TryParse(arguments.GetRequiredValue(next), out var address, out var fault))
        {
            throw new RefusedException(fault);
        }

        var known = arguments.GetRequiredValue(old);
        var subscriber = await session.Get<SubscriberStore>().FindAsync(known, cancel)
            ?? throw new RefusedException($"There is no subscriber {known}.");
        var told = Proof(arguments.GetRequiredValue(proof));
        if (address.Equals(subscriber.Email, StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException($"{subscriber.Email} has this address already.");
        }

        Refuse(await session.Get<AddressMove>().MoveAsync(subscriber, address, told, cancel), subscriber, address);
        var moved = (await session.Get<SubscriberStore>().FindAsync(address, cancel))!;
        session.Show(new { moved = subscriber.Email, subscriber = SubscriberView.Of(moved) }, console =>
            console.WriteLine($"Moved {EmailAddress.Shown(subscriber.Email)} to {EmailAddress.Shown(address)}; "
                + "a letter tells the old address, which can undo it for seven days"));
        return ExitCode.Done;
    }

    private static string Proof(string text) => string.IsNullOrWhiteSpace(text)
        ? throw new RefusedException("--proof is empty; write how you know that they want it.") : text.Trim();

    private static void Refuse(MoveEnd end, Subscriber subscriber, string address)
    {
        switch (end)
        {
            case MoveEnd.Done or MoveEnd.Already:
                return;
            case MoveEnd.Taken:
                throw new RefusedException(
                    $"{address} has a confirmed subscription of its own; nothing was changed. Remove one of the two.");
            case MoveEnd.Suppressed:
                throw new RefusedException($"{address} is suppressed and must not be mailed; nothing was changed.");
            case MoveEnd.Gone:
                throw new RefusedException($"{subscriber.Email} has no confirmed subscription; nothing was changed.");
            default:
                throw new InvalidOperationException($"A change of address cannot end as {end}.");
        }
    }
}
