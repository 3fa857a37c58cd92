using System.Text.Json;

using DigestMailer.Cli;

namespace DigestMailer.Tests.Cli;

/// <summary>
/// The commands as a user gives them, in this process, over a SQLite file and a pickup folder of the test.
/// </summary>
internal sealed class Program(TestDatabase storage, params string[] settings)
{
    public string Pickup => Path.Combine(storage.Folder, "pickup");

    /// <summary>What a command says with <c>--json</c>.</summary>
    public async Task<JsonElement> SayAsync(DateTimeOffset now, params string[] words)
    {
        var (said, screen) = (new StringWriter(), Console.Out);
        Console.SetOut(said);
        try
        {
            await CommandLine.RunAsync([
                .. words, "--json", "--now", now.ToString("O"),
                $"--Storage:ConnectionString=Data Source={Path.Combine(storage.Folder, "test.db")}",
                $"--Delivery:PickupFolder={Pickup}",
                "--Delivery:From=Digests <digest@example.org>", "--Site:PostalAddress=1 Paper Street", .. settings]);
        }
        finally
        {
            Console.SetOut(screen);
        }

        return JsonSerializer.Deserialize<JsonElement>(said.ToString());
    }
}
