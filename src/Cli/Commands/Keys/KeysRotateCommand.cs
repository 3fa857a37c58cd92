using System.CommandLine;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Keys;

/// <summary><c>keys rotate</c>: a new key for links.</summary>
internal sealed class KeysRotateCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "rotate",
        "Make a new key that signs all links from now on. Older keys still verify, so the links of mail already sent "
            + "keep working.", "digestmailer keys rotate")
{
    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var key = await session.Get<KeyRing>().RotateAsync(SignedLinks.Ring, cancel);
        session.Show(new { key, purpose = SignedLinks.Ring },
            console =>
                console.WriteLine($"Key {key} signs links from now on; a running service follows within a minute."));
        return ExitCode.Done;
    }
}
