using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Suppressions;

/// <summary><c>suppressions lift</c>: let an address be mailed again.</summary>
internal sealed class SuppressionsLiftCommand : OneShotCommand
{
    private readonly Argument<string> email = new("EMAIL") { Description = "The address." };

    public SuppressionsLiftCommand(IReadOnlyList<string> settings)
        : base(settings, "lift", "Let an address be mailed again. It subscribes nobody: who was unsubscribed stays so.",
            "digestmailer suppressions lift reader@example.org") => Arguments.Add(email);

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        if (!EmailAddress.TryParse(arguments.GetValue(email), out var address, out var fault))
        {
            throw new RefusedException(fault);
        }

        if (!await session.Get<SuppressionStore>().LiftAsync(address, cancel))
        {
            throw new RefusedException($"{address} is not suppressed.");
        }

        session.Show(new { lifted = address }, console => console.WriteLine($"{address} may be mailed again"));
        return ExitCode.Done;
    }
}
