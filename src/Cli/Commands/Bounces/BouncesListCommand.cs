using System.CommandLine;
using DigestMailer.Bounces;
using DigestMailer.Outbox;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Bounces;

/// <summary><c>bounces list</c>: what came back of late, and whether delivery stands still.</summary>
internal sealed class BouncesListCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "list",
        "List the last bounces and complaints, the latest first, and say whether delivery is stopped.",
        "digestmailer bounces list")
{
    private const int Most = 100;

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var stopped = await session.Get<Brake>().ReasonAsync(cancel);
        var bounces = await session.Get<BounceList>().LatestAsync(Most, cancel);
        session.Show(
            new
            {
                stopped,
                bounces = bounces.Select(
                    one => new
                    {
                        email = one.Email,
                        kind = one.Kind.ToString().ToLowerInvariant(),
                        status = one.Status,
                        diagnostic = one.Diagnostic,
                        evidence = one.Evidence,
                        at = one.At
                    })
            },
            console => Print(console, stopped, bounces));
        return ExitCode.Done;
    }

    private static void Print(IAnsiConsole console, string? stopped, IReadOnlyList<BounceRow> bounces)
    {
        var table = new Table().AddColumns("when", "address", "what", "status", "words");
        foreach (var one in bounces)
        {
            table.AddRow($"{one.At:yyyy-MM-dd HH:mm}", Markup.Escape(one.Email), one.Kind.ToString().ToLowerInvariant(),
                Markup.Escape(one.Status ?? ""), Markup.Escape(one.Diagnostic ?? one.Evidence));
        }

        console.Write(table);
        console.WriteLine(stopped is null ? "Delivery is not stopped" : "Delivery is stopped: " + stopped);
    }
}
