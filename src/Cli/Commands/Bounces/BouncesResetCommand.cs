using System.CommandLine;
using DigestMailer.Outbox;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Bounces;

/// <summary><c>bounces reset</c>: let delivery go on.</summary>
internal sealed class BouncesResetCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "reset",
        "Let delivery go on after too many complaints or dead addresses stopped it. What came back until now is not "
            + "counted again.", "digestmailer bounces reset")
{
    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var released = await session.Get<Brake>().ReleaseAsync(cancel);
        session.Show(new { released },
            console => console.WriteLine(released ? "Delivery goes on" : "Delivery was not stopped"));
        return ExitCode.Done;
    }
}
