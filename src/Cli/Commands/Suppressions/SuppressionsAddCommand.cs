using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Suppressions;

/// <summary><c>suppressions add</c>: never mail an address.</summary>
internal sealed class SuppressionsAddCommand : OneShotCommand
{
    private readonly Argument<string> email =
        new("EMAIL") { Description = "The address; it need not belong to a subscriber." };
    private readonly Option<SuppressionReason> reason =
        new("--reason")
        {
            Description = "bounce, complaint, operator or erased; operator if left out.",
            HelpName = "REASON",
            DefaultValueFactory = _ => SuppressionReason.Operator
        };
    private readonly Option<string?> detail =
        new("--detail") { Description = "A note, such as where you know it from.", HelpName = "TEXT" };

    public SuppressionsAddCommand(IReadOnlyList<string> settings)
        : base(settings, "add", "Never mail an address, from the next mail on.",
            "digestmailer suppressions add reader@example.org --detail \"asked by letter\"")
    {
        Arguments.Add(email);
        Options.Add(reason);
        Options.Add(detail);
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        if (!EmailAddress.TryParse(arguments.GetValue(email), out var address, out var fault))
        {
            throw new RefusedException(fault);
        }

        var added =
            await session.Get<SuppressionStore>()
                .AddAsync(address, arguments.GetValue(reason), arguments.GetValue(detail), cancel);
        session.Show(new { suppressed = address, added },
            console => console.WriteLine(added ? $"Suppressed {address}" : $"{address} was suppressed before"));
        return ExitCode.Done;
    }
}
