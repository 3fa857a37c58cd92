using System.CommandLine;
using DigestMailer.Subscribers;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Suppressions;

/// <summary><c>suppressions list</c>: every suppressed address, the latest first.</summary>
internal sealed class SuppressionsListCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "list",
        "List the suppressed addresses with their reasons, the latest first. An address shows as its hash once its "
            + "subscriber is forgotten.", "digestmailer suppressions list --json")
{
    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var all = new List<Suppression>();
        await foreach (var suppression in session.Get<SuppressionStore>().ListAsync(cancel))
        {
            all.Add(suppression);
        }

        session.Show(
            all.Select(
                one => new
                {
                    email = one.Email,
                    hash = one.AddressHash,
                    reason = one.Reason.ToString().ToLowerInvariant(),
                    detail = one.Detail,
                    at = one.At
                }),
            console => Print(console, all));
        return ExitCode.Done;
    }

    private static void Print(IAnsiConsole console, List<Suppression> all)
    {
        var table = new Table().AddColumns("address", "reason", "since", "detail");
        foreach (var one in all)
        {
            table.AddRow(Markup.Escape(one.Email ?? one.AddressHash), one.Reason.ToString().ToLowerInvariant(),
                $"{one.At:yyyy-MM-dd HH:mm}", Markup.Escape(one.Detail ?? ""));
        }

        console.Write(table);
    }
}
