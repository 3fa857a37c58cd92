using System.CommandLine;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Imports;
using DigestMailer.Subscribers.Several;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers export</c>: a CSV that <c>import</c> takes, readable by its owner alone.</summary>
internal sealed class SubscribersExportCommand : OneShotCommand
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Argument<string?> file =
        new("FILE.csv")
        {
            Description = "Where to write; standard output for - or if left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };

    public SubscribersExportCommand(IReadOnlyList<string> settings)
        : base(settings, "export",
            "Export the subscribers as CSV, in the form that import takes. The file holds personal data.",
            "digestmailer subscribers export readers.csv") => Arguments.Add(file);

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var everyone = session.Get<SubscriberStore>().ListAsync(cancel);
        var named = await session.Get<ReaderDigests>().AreNamedAsync(cancel);
        if (arguments.GetValue(file) is not { } path || path == "-")
        {
            Session.Say("This export holds personal data: names, addresses and what people read.");
            await SubscriberExport.WriteAsync(Console.Out, everyone, named: named, cancel: cancel);
            return ExitCode.Done;
        }

        var count =
            await session.ProgressAsync("Exporting", null,
                progress => WriteAsync(path, everyone, named, progress, cancel));
        Session.Say(
            $"{path} contains personal data: names, addresses and what people read. "
            + "Only you can read it; delete it when you no longer need it.");
        session.Show(new { exported = count, file = path, personalData = true },
            console => console.WriteLine($"{count} subscribers written to {path}"));
        return ExitCode.Done;
    }

    private static async Task<int> WriteAsync(string path, IAsyncEnumerable<Subscriber> everyone, bool named,
        IProgress<int> progress, CancellationToken cancel)
    {
        // A file of its own until it is whole: an export that breaks off leaves the one before as it is.
        var half = path + ".part";
        File.Delete(half);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        int count;
        await using (var text = new StreamWriter(half, options))
        {
            count = await SubscriberExport.WriteAsync(text, everyone, progress, named, cancel);
        }

        File.Move(half, path, overwrite: true);
        return count;
    }
}
