using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Keys;

/// <summary><c>keys revoke</c>: the end of a key that has become known.</summary>
internal sealed class KeysRevokeCommand : OneShotCommand
{
    private readonly Argument<long> key = new("KEY") { Description = "Its number, from keys list." };

    public KeysRevokeCommand(IReadOnlyList<string> settings)
        : base(settings, "revoke",
            "Destroy a retired key that has become known: every link it signed stops working, those to unsubscribe "
                + "too. Rotate first.", "digestmailer keys revoke 3") => Arguments.Add(key);

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var id = arguments.GetValue(key);
        if (!await session.Get<KeyRing>().RevokeAsync(id, cancel))
        {
            throw new RefusedException($"There is no retired key {id}; see keys list, and rotate before you revoke.");
        }

        session.Show(new { revoked = id },
            console => console.WriteLine($"Key {id} is gone; what it signed is refused within a minute."));
        return ExitCode.Done;
    }
}
