using System.CommandLine;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Keys;

/// <summary><c>keys list</c>: the keys without their secrets.</summary>
internal sealed class KeysListCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "list", "List the keys, without their secrets.", "digestmailer keys list")
{
    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var keys = await session.Get<KeyRing>().ListAsync(cancel);
        session.Show(new { keys }, console =>
        {
            if (keys.Count == 0)
            {
                console.WriteLine("No keys yet; each is made when it is first needed.");
                return;
            }

            var table = new Table().AddColumns("key", "purpose", "made (UTC)", "use");
            foreach (var key in keys)
            {
                table.AddRow($"{key.Id}", Markup.Escape(key.Purpose), $"{key.CreatedAt:yyyy-MM-dd HH:mm}",
                    key.RetiredAt is { } since ? $"verifies only, since {since:yyyy-MM-dd}" : "signs");
            }

            console.Write(table);
        });
        return ExitCode.Done;
    }
}
