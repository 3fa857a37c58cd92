using System.CommandLine;
using DigestMailer.Delivery.Signing;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Keys;

/// <summary>
/// <c>keys dkim</c>: makes a key pair, keeps the private half in a file of its own, and prints the DNS record that
/// holds the public half.
/// </summary>
internal sealed class KeysDkimCommand : OneShotCommand
{
    private readonly Option<string?> selector =
        new("--selector") { Description = "Name of the key; without it the one of the settings.", HelpName = "NAME" };
    private readonly Option<string?> domain =
        new("--domain") { Description = "Domain that signs; without it the one of the settings.", HelpName = "DOMAIN" };
    private readonly Option<string?> file =
        new("--file")
        {
            Description =
            "Where the private key goes; an existing file is left alone. data/SELECTOR.DOMAIN.pem without it.",
            HelpName = "FILE"
        };
    private readonly Option<bool> ed25519 =
        new("--ed25519") { Description = "Make the second key, for signatures in addition to those of RSA." };

    public KeysDkimCommand(IReadOnlyList<string> settings)
        : base(settings, "dkim", "Make a key that signs mail, and print the DNS record that lets others verify it.",
            "digestmailer keys dkim --selector 2026a")
    {
        Options.Add(selector);
        Options.Add(domain);
        Options.Add(file);
        Options.Add(ed25519);
    }

    protected override Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var second = arguments.GetValue(ed25519);
        var delivery = session.Get<IOptions<DeliveryOptions>>().Value;
        var name = arguments.GetValue(selector) ?? (second ? delivery.Dkim.Ed25519Selector : delivery.Dkim.Selector);
        var signs = arguments.GetValue(domain) ?? DkimSigning.Domain(delivery);
        var path = Path.GetFullPath(arguments.GetValue(file) ?? Path.Combine("data", $"{name}.{signs}.pem"));
        Write(path, second ? DkimKey.MakeEd25519() : DkimKey.MakeRsa());
        using var key = DkimKey.Read(path);
        var host = $"{name}._domainkey.{signs}";
        var (keySetting, nameSetting) = second ? ("Ed25519KeyFile", "Ed25519Selector") : ("KeyFile", "Selector");
        session.Show(new { name = host, type = "TXT", record = key.Record, file = path }, console =>
        {
            console.WriteLine($"The private key is in {path}; only you can read it, and nobody else should.");
            console.WriteLine("Publish this record:");
            // A TXT string has at most 255 octets; a name server joins them (RFC 6376 §3.6.2.2).
            console.Profile.Width = 600;
            console.WriteLine(
                $"{host}. IN TXT ( {string.Join(' ', key.Record.Chunk(255).Select(part => $"\"{new string(part)}\""))} "
                    + $")");
            console.WriteLine(
                $"When check finds it, set Delivery:Dkim:{keySetting} to the file, Delivery:Dkim:{nameSetting} to "
                    + $"{name}, and Delivery:Dkim:Mode to {(second ? "Dual" : "Rsa")}.");
        });
        return Task.FromResult(ExitCode.Done);
    }

    private static void Write(string path, string pem)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(path, options);
            writer.Write(pem);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(
                $"{path} cannot be written ({fault.Message.TrimEnd('.')}). A key is never overwritten; name another "
                    + $"--file or --selector.");
        }
    }
}
