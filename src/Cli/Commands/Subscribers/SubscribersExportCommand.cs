using System.CommandLine;
using DigestMailer.Subscribers;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers export</c>: a CSV that <c>import</c> takes.</summary>
internal sealed class SubscribersExportCommand : OneShotCommand
{
    private readonly Argument<string?> file =
        new("FILE.csv")
        {
            Description = "Where to write; standard output if left out.",
            Arity = ArgumentArity.ZeroOrOne
        };

    public SubscribersExportCommand(IReadOnlyList<string> settings)
        : base(settings, "export", "Export the subscribers as CSV, in the form that import takes.",
            "digestmailer subscribers export readers.csv") => Arguments.Add(file);

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var everyone = session.Get<SubscriberStore>().ListAsync(cancel);
        if (arguments.GetValue(file) is not { } path)
        {
            await SubscriberCsv.WriteAsync(Console.Out, everyone, cancel);
            return ExitCode.Done;
        }

        var half = path + ".part";
        int count;
        await using (var text = new StreamWriter(half))
        {
            count = await SubscriberCsv.WriteAsync(text, everyone, cancel);
        }

        File.Move(half, path, overwrite: true);
        session.Show(new { exported = count, file = path },
            console => console.WriteLine($"{count} subscribers written to {path}"));
        return ExitCode.Done;
    }
}
