using System.CommandLine;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers</c>: the people who are mailed.</summary>
internal sealed class SubscribersCommand : Command
{
    public SubscribersCommand(IReadOnlyList<string> settings)
        : base("subscribers", "Add, list, import, export, move and remove subscribers.")
    {
        Subcommands.Add(new SubscribersAddCommand(settings));
        Subcommands.Add(new SubscribersListCommand(settings));
        Subcommands.Add(new SubscribersImportCommand(settings));
        Subcommands.Add(new SubscribersExportCommand(settings));
        Subcommands.Add(new SubscribersLikeCommand(settings));
        Subcommands.Add(new SubscribersLibraryCommand(settings));
        Subcommands.Add(new SubscribersMoveCommand(settings));
        Subcommands.Add(new SubscribersRemoveCommand(settings));
    }
}
