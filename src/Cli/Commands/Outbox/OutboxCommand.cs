using System.CommandLine;

namespace DigestMailer.Cli.Commands.Outbox;

/// <summary><c>outbox</c>: the mail committed to be sent, and what became of it.</summary>
internal sealed class OutboxCommand : Command
{
    public OutboxCommand(IReadOnlyList<string> settings)
        : base("outbox", "List, show, retry and cancel mail.")
    {
        Subcommands.Add(new OutboxListCommand(settings));
        Subcommands.Add(new OutboxShowCommand(settings));
        Subcommands.Add(
            new OutboxSettleCommand(settings, "retry", "Send mail again that waits, ended unsent, or is held in doubt.",
                "digestmailer outbox retry 42",
            (desk, id, cancel) => desk.RetryAsync(id, cancel)));
        Subcommands.Add(
            new OutboxSettleCommand(settings, "cancel",
                "End mail that waits or is held in doubt; what is in doubt counts as sent.",
                "digestmailer outbox cancel 42",
            (desk, id, cancel) => desk.CancelAsync(id, cancel)));
    }
}
