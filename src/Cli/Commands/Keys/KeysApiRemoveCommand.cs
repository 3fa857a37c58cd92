using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Web.Api;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Keys;

/// <summary><c>keys api remove</c>: the end of a key.</summary>
internal sealed class KeysApiRemoveCommand : OneShotCommand
{
    private readonly Argument<long> key = new("KEY") { Description = "Its number, from keys api list." };

    public KeysApiRemoveCommand(IReadOnlyList<string> settings)
        : base(settings, "remove", "Remove a key of the HTTP API; it is rejected from the next request on.",
            "digestmailer keys api remove 2") => Arguments.Add(key);

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var id = arguments.GetValue(key);
        if (!await session.Get<ApiKeyStore>().RemoveAsync(id, cancel))
        {
            throw new RefusedException($"There is no key {id} of the API; see keys api list.");
        }

        session.Show(new { removed = id }, console => console.WriteLine($"Key {id} is removed."));
        return ExitCode.Done;
    }
}
