using System.CommandLine;
using DigestMailer.Subscribers;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers list</c>: everyone with their wishes.</summary>
internal sealed class SubscribersListCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "list", "List the subscribers with their wishes.",
        "digestmailer subscribers list --json")
{
    private static readonly string[] Shown = ["every", "at", "zone", "max"];
    private static readonly string[] Naming = ["digest"];

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var subscribers = new List<SubscriberView>();
        await foreach (var subscriber in session.Get<SubscriberStore>().ListAsync(cancel))
        {
            subscribers.Add(SubscriberView.Of(subscriber));
        }

        session.Show(subscribers, console =>
        {
            var named = subscribers.Exists(one => one.Digest is not null);
            var table = new Table()
                .AddColumns(["email", .. named ? Naming : [], "state", "topics", .. Shown]);
            foreach (var one in subscribers)
            {
                table.AddRow(
                    [Markup.Escape(EmailAddress.Shown(one.Email)),
                        .. named ? new[] { Markup.Escape(one.Digest ?? "") } : [], one.State,
                        Markup.Escape(string.Join(", ", [.. one.Topics, .. one.Queries])),
                        .. Shown.Select(wish => Markup.Escape($"{one.Wishes[wish]}"))]);
            }

            console.Write(table);
        });
        return ExitCode.Done;
    }
}
