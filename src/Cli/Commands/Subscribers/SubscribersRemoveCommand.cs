using System.CommandLine;
using DigestMailer.Delivery;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers remove</c>: forget a person.</summary>
internal sealed class SubscribersRemoveCommand : OneShotCommand
{
    private readonly Argument<string> email = new("EMAIL") { Description = "The address." };

    private readonly Option<string?> digest = new("--digest")
    {
        Description = "Only this digest; the reader and the others stay.",
        HelpName = "NAME",
    };

    public SubscribersRemoveCommand(IReadOnlyList<string> settings)
        : base(settings, "remove", "Remove a subscriber with everything that is kept of them.",
            "digestmailer subscribers remove reader@example.org")
    {
        Arguments.Add(email);
        Options.Add(digest);
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var address = arguments.GetRequiredValue(email);
        if (arguments.GetValue(digest) is { } name)
        {
            var one = await OneDigest.FindAsync(session, address, name, cancel);
            await session.Get<ReaderDigests>().RemoveAsync(one, new Consent("command"), cancel);
            session.Show(new { removed = address, digest = one.Digest },
                console => console.WriteLine($"Removed {one.Digest} of {address}"));
            return ExitCode.Done;
        }

        if (!await session.Get<Erasure>().RemoveAsync(address, cancel))
        {
            throw new RefusedException($"There is no subscriber {address}.");
        }

        session.Show(new { removed = address }, console => console.WriteLine($"Removed {address}"));
        return ExitCode.Done;
    }
}
