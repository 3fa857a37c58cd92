using System.CommandLine;
using System.Globalization;
using DigestMailer.Storage;
using DigestMailer.Web.Api;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Keys;

/// <summary><c>keys api add</c>: makes a key, and shows it this once.</summary>
internal sealed class KeysApiAddCommand : OneShotCommand
{
    private const int MostName = 100;

    private readonly Argument<string> name =
        new("NAME") { Description = "The program that gets the key, as you call it." };
    private readonly Option<string[]> scope =
        new("--scope")
        {
            Description = "What the key is for; may be given several times: "
                + string.Join(" ", ApiScope.All.Select(one => $"{one.Name} ({one.Help.TrimEnd('.')}).")),
            HelpName = "SCOPE",
            Required = true,
        };
    private readonly Option<string?> until =
        new("--until")
        {
            Description =
                "Day (UTC) from which on the key is rejected; without it the key is good until it is removed.",
            HelpName = "DATE"
        };

    public KeysApiAddCommand(IReadOnlyList<string> settings)
        : base(settings, "add",
            "Make a key for a program that uses the HTTP API. It is shown once and stored as a hash.",
            "digestmailer keys api add website --scope subscribers:ask --scope papers:read")
    {
        Arguments.Add(name);
        Options.Add(scope);
        Options.Add(until);
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var called = arguments.GetValue(name)!.Trim();
        if (called.Length is 0 or > MostName || called.Any(char.IsControl))
        {
            throw new RefusedException($"The name is not valid: use one line of 1 to {MostName} characters.");
        }

        var scopes = arguments.GetValue(scope)!.Select(Scope).ToList();
        var expires = Day(arguments.GetValue(until), session.Get<TimeProvider>().GetUtcNow());
        var (id, key) = await session.Get<ApiKeyStore>().AddAsync(called, scopes, expires, cancel);
        session.Show(new { id, name = called, scopes = scopes.Select(one => one.Name), expiresAt = expires, key },
            console =>
            {
                console.Profile.Width = 200;
                console.WriteLine($"Key {id} for {called}; it is not shown again:");
                console.WriteLine(key);
            });
        return ExitCode.Done;
    }

    private static ApiScope Scope(string text) => ApiScope.Find(text)
        ?? throw new RefusedException(
            $"unknown scope \"{text}\"; use {string.Join(", ", ApiScope.All.Select(one => one.Name))}");

    private static DateTimeOffset? Day(string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var day) && day > now
            ? day : throw new RefusedException(
                $"\"{text}\" is not valid: --until takes a coming day such as 2027-01-31.");
    }
}
