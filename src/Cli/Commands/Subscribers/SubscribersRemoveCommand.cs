using System.CommandLine;
using DigestMailer.Delivery;
using DigestMailer.Storage;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers remove</c>: forget a person.</summary>
internal sealed class SubscribersRemoveCommand : OneShotCommand
{
    private readonly Argument<string> email = new("EMAIL") { Description = "The address." };

    public SubscribersRemoveCommand(IReadOnlyList<string> settings)
        : base(settings, "remove", "Remove a subscriber with everything that is kept of them.",
            "digestmailer subscribers remove reader@example.org") => Arguments.Add(email);

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var address = arguments.GetRequiredValue(email);
        if (!await session.Get<Erasure>().RemoveAsync(address, cancel))
        {
            throw new RefusedException($"There is no subscriber {address}.");
        }

        session.Show(new { removed = address }, console => console.WriteLine($"Removed {address}"));
        return ExitCode.Done;
    }
}
