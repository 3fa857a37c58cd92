using System.CommandLine;
using DigestMailer.Outbox;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Outbox;

/// <summary>
/// <c>outbox list</c>: the latest mail with its state and the last answer of a relay, and how many there are of each
/// state.
/// </summary>
internal sealed class OutboxListCommand : OneShotCommand
{
    private readonly Option<MailState[]> state =
        new("--state")
        {
            Description = "Only in this state; may be given several times.",
            DefaultValueFactory = _ => []
        };
    private readonly Option<string?> to = new("--to") { Description = "Only this subscriber's.", HelpName = "EMAIL" };
    private readonly Option<int> most =
        new("--max")
        {
            Description = "How many at most, the latest first.",
            HelpName = "N",
            DefaultValueFactory = _ => 50
        };

    public OutboxListCommand(IReadOnlyList<string> settings)
        : base(settings, "list", "List mail, the latest first.", "digestmailer outbox list --state InDoubt")
    {
        state.AcceptOnlyFromAmong(Enum.GetNames<MailState>());
        Options.Add(state);
        Options.Add(to);
        Options.Add(most);
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var desk = session.Get<OutboxDesk>();
        var mails =
            await desk.ListAsync(arguments.GetValue(state)!, arguments.GetValue(to), arguments.GetValue(most), cancel);
        var counts = await desk.CountAsync(cancel);
        session.Show(new { counts, mails }, console =>
        {
            var table =
                new Table().AddColumns("id", "to", "kind", "slot (UTC)", "state", "tries", "due (UTC)", "last answer");
            foreach (var mail in mails)
            {
                table.AddRow($"{mail.Id}", Markup.Escape(mail.To), mail.Kind,
                    $"{mail.Slot.UtcDateTime:yyyy-MM-dd HH:mm}", mail.State.ToString(), $"{mail.Attempts}",
                    mail.State == MailState.Ready ? $"{mail.DueAt.UtcDateTime:HH:mm:ss}" : "",
                    Markup.Escape(mail.Reply ?? ""));
            }

            console.Write(table);
            console.WriteLine(
                counts.Count == 0 ? "The outbox is empty."
                    : string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")));
        });
        return ExitCode.Done;
    }
}
