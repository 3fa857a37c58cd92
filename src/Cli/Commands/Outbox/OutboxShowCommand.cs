using System.CommandLine;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Outbox;

/// <summary><c>outbox show</c>: one mail with every attempt to hand it over.</summary>
internal sealed class OutboxShowCommand : OneShotCommand
{
    private readonly Argument<long> id = new("id") { Description = "The mail's number in the outbox." };

    public OutboxShowCommand(IReadOnlyList<string> settings)
        : base(settings, "show", "Show one mail with all its attempts.", "digestmailer outbox show 42") =>
        Arguments.Add(id);

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var (mail, attempts) = await session.Get<OutboxDesk>().FindAsync(arguments.GetValue(id), cancel)
            ?? throw new RefusedException($"There is no mail {arguments.GetValue(id)} in the outbox.");
        session.Show(new { mail, attempts }, console =>
        {
            console.WriteLine(
                $"{mail.Id}: {mail.Kind} to {mail.To} for {mail.Slot.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {mail.State}; "
                    + $"due {mail.DueAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}, given up "
                    + $"{mail.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}");
            var table = new Table().AddColumns("at (UTC)", "relay", "outcome", "code", "answer");
            foreach (var attempt in attempts)
            {
                table.AddRow($"{attempt.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}", attempt.Relay ?? "", attempt.Outcome,
                    $"{attempt.Code} {attempt.Enhanced}".Trim(), Markup.Escape(attempt.Text));
            }

            console.Write(table);
        });
        return ExitCode.Done;
    }
}
