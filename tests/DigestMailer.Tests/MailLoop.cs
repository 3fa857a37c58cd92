using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DigestMailer.Tests;

/// <summary>
/// Postfix and Dovecot on loopback, in a folder and on ports of their own: a relay with STARTTLS and AUTH
/// (<c>digest</c>, <c>pw-d</c>), a mailbox of bounces over IMAP (<c>bounce</c>, <c>pw-b</c>), and a far server that
/// refuses gone.test and full.test after the relay has accepted the mail. Tests that need it are skipped, saying so,
/// where the programs are absent or we are not root.
/// </summary>
internal sealed class MailLoop : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("digestmailer-mail-").FullName;

    private MailLoop()
    {
    }

    public int SmtpPort { get; } = FreePort();

    public int ImapPort { get; } = FreePort();

    /// <summary>PEM file of the self-signed certificate of both.</summary>
    public string Certificate => Path.Combine(folder, "tls", "cert.pem");

    private int FarPort { get; } = FreePort();

    public static MailLoop Start()
    {
        Assume.That(File.Exists("/usr/sbin/postfix") && File.Exists("/usr/sbin/dovecot"),
            "Postfix and Dovecot are not installed; tests/setup installs them.");
        Assume.That(Environment.UserName, Is.EqualTo("root"), "Postfix starts for root only.");
        var loop = new MailLoop();
        try
        {
            loop.Configure();
            Shell("dovecot -c \"$1/dovecot/dovecot.conf\" && postfix -c \"$1/etc\" start", loop.folder);
            return loop;
        }
        catch
        {
            loop.Dispose();
            throw;
        }
    }

    private void Configure()
    {
        Shell(
            """
            chmod 755 "$1"; mkdir -p "$1/etc" "$1/queue" "$1/tls" "$1/dovecot"
            install -d -o postfix "$1/data"; install -d -o 5000 -g 5000 "$1/mail"
            printf '%s\n' 'bounce:{PLAIN}pw-b' 'digest:{PLAIN}pw-d' >"$1/dovecot/users"
            chown root:dovecot "$1/dovecot/users"; chmod 640 "$1/dovecot/users"
            """,
            folder);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate =
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls", "key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "tls", "chain.pem"),
            key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem());
        Shell("chmod 600 \"$1\"/tls/key.pem \"$1\"/tls/chain.pem", folder);
        foreach (var (file, place) in new[] { ("main.cf", "etc"), ("master.cf", "etc"), ("dovecot.conf", "dovecot") })
        {
            File.WriteAllText(Path.Combine(folder, place, file),
                Filled(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "MailLoop", file))));
        }
    }

    private string Filled(string text) => text.Replace("@DIR@", folder, StringComparison.Ordinal)
        .Replace("@SMTP@", SmtpPort.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("@FAR@", FarPort.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("@IMAP@", ImapPort.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The daemons keep a piped output open for ever, so they get none.</summary>
    private static void Shell(string script, string folder)
    {
        using var shell =
            Process.Start(
                new ProcessStartInfo("/bin/sh",
                    ["-c", $"exec </dev/null >/dev/null 2>&1; set -e; {script}", "sh", folder]))!;
        shell.WaitForExit();
        if (shell.ExitCode != 0)
        {
            var log = Path.Combine(folder, "mail.log");
            throw new InvalidOperationException(
                $"The mail servers of the tests failed to start ({shell.ExitCode}): {script}\n"
                    + (File.Exists(log) ? File.ReadAllText(log) : ""));
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string Here([CallerFilePath] string file = "") => file;

    public void Dispose()
    {
        Shell("postfix -c \"$1/etc\" stop || true; doveadm -c \"$1/dovecot/dovecot.conf\" stop || true; rm -rf \"$1\"",
            folder);
    }
}
