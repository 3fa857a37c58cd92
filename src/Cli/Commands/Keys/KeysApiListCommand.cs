using System.CommandLine;
using DigestMailer.Web.Api;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Keys;

/// <summary><c>keys api list</c>: the keys of the API, without the keys themselves.</summary>
internal sealed class KeysApiListCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "list", "List the keys of the HTTP API, without the keys themselves.",
        "digestmailer keys api list")
{
    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var keys = await session.Get<ApiKeyStore>().ListAsync(cancel);
        var shown = keys.Select(key =>
            new { key.Id, key.Name, scopes = key.EachScope, key.CreatedAt, key.ExpiresAt, key.UsedAt });
        session.Show(new { keys = shown }, console =>
        {
            if (keys.Count == 0)
            {
                console.WriteLine("No keys yet, and so no API; add one with keys api add.");
                return;
            }

            var table = new Table().AddColumns("key", "name", "scopes", "made (UTC)", "good until", "last used (UTC)");
            foreach (var key in keys)
            {
                table.AddRow($"{key.Id}", Markup.Escape(key.Name), Markup.Escape(key.Scopes),
                    $"{key.CreatedAt:yyyy-MM-dd HH:mm}", key.ExpiresAt is { } end ? $"{end:yyyy-MM-dd}" : "removed",
                    key.UsedAt is { } used ? $"{used:yyyy-MM-dd HH}h" : "never");
            }

            console.Write(table);
        });
        return ExitCode.Done;
    }
}
