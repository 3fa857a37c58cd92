using System.CommandLine;
using DigestMailer.Outbox;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Outbox;

/// <summary><c>outbox retry</c> and <c>outbox cancel</c>: one decision on each of several mails.</summary>
internal sealed class OutboxSettleCommand : OneShotCommand
{
    private readonly Argument<long[]> ids =
        new("id") { Description = "Numbers in the outbox.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> inDoubt = new("--in-doubt") { Description = "Every mail that is held in doubt." };
    private readonly Func<OutboxDesk, long, CancellationToken, Task<string?>> settle;

    public OutboxSettleCommand(IReadOnlyList<string> settings, string name, string description, string example,
        Func<OutboxDesk, long, CancellationToken, Task<string?>> settle)
        : base(settings, name, description, example)
    {
        this.settle = settle;
        Arguments.Add(ids);
        Options.Add(inDoubt);
        Validators.Add(result =>
        {
            if (result.GetValue(ids) is not { Length: > 0 } && !result.GetValue(inDoubt))
            {
                result.AddError("Name a mail by its number, or use --in-doubt.");
            }
        });
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var desk = session.Get<OutboxDesk>();
        var chosen =
            arguments.GetValue(inDoubt)
                ? (await desk.ListAsync([MailState.InDoubt], null, int.MaxValue, cancel)).Select(mail => mail.Id) : [];
        var (done, refused) = (new List<long>(), new List<string>());
        foreach (var id in chosen.Concat(arguments.GetValue(ids) ?? []).Distinct())
        {
            if (await settle(desk, id, cancel) is { } reason)
            {
                refused.Add(reason);
            }
            else
            {
                done.Add(id);
            }
        }

        session.Show(new { done, refused }, console => console.WriteLine($"{done.Count} done."));
        refused.ForEach(Session.Say);
        return refused.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }
}
