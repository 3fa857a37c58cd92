using System.Diagnostics;
using System.Text;
using CsCheck;
using DigestMailer.Delivery.Relays;
using DigestMailer.Delivery.Signing;
using DigestMailer.Tests.Digests;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using DkimSigner = DigestMailer.Delivery.Signing.DkimSigner;

namespace DigestMailer.Tests.Delivery.Signing;

/// <summary>Signatures that two other implementations verify, and that break where they should.</summary>
internal sealed class DkimTests
{
    private const string Head =
        "From: Digests <digest@example.org>\r\nTo: Ana <ana@example.com>\r\nSubject: Re: two\tpapers\r\n and  one "
            + "more\r\nDate: Mon, 02 Mar 2026 07:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n"
        + "List-Unsubscribe: <https://example.org/u/1>\r\nList-Unsubscribe-Post: "
        + "List-Unsubscribe=One-Click\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";

    private string folder = "";

    [OneTimeSetUp]
    public void MakeKeys()
    {
        folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        File.WriteAllText(Path.Combine(folder, "rsa.pem"), DkimKey.MakeRsa());
        File.WriteAllText(Path.Combine(folder, "ed.pem"), DkimKey.MakeEd25519());
    }

    [OneTimeTearDown]
    public void Clear() => Directory.Delete(folder, recursive: true);

    [TestCase("Hello\r\n")]
    [TestCase("")]
    [TestCase("\r\n\r\n")]
    [TestCase("  \t\r\n")]
    [TestCase("no end of line")]
    [TestCase("blanks \t in  a row \r\n\r\n\r\nlast \r\n\r\n\r\n")]
    [TestCase("\r\nbegins empty =C3=A9\r\n.\r\n")]
    public void Both_signatures_are_verified_by_a_second_implementation(string body) =>
        Assert.That(Python(Signed(Head + body)), Is.EqualTo(new[] { "good", "good" }));

    [Test]
    public void Any_body_is_verified_by_the_library() =>
        Samples.OneOf(" ", "\t", "\r\n", "a", "bc", ".", new string('x', 900), new string(' ', 300)).List[0, 60]
            .Select(string.Concat)
            .Holds(body => Library(Signed(Head + body)), times: 300);

    [Test]
    public void A_digest_is_signed_on_its_way_out()
    {
        var mail = new MailSealFixture(Signer()).Seal();
        byte[] bytes = [.. mail.Signature, .. mail.Bytes];
        Assert.That(Python(bytes), Is.EqualTo(new[] { "good", "good" }));
        Assert.That(Encoding.ASCII.GetString(bytes).Split("\r\n").Max(line => line.Length), Is.LessThanOrEqualTo(98));
    }

    [TestCase("u/1", "u/2")]
    [TestCase("List-Unsubscribe-Post: List-Unsubscribe=One-Click", "List-Unsubscribe-Post: List-Unsubscribe=Never")]
    [TestCase("Hello", "Hullo")]
    [TestCase("Subject: Re", "Subject: RE")]
    [TestCase("MIME-Version: 1.0", "Subject: another\r\nMIME-Version: 1.0")]
    [TestCase("MIME-Version: 1.0", "Reply-To: thief@example.net\r\nMIME-Version: 1.0")]
    [TestCase("MIME-Version: 1.0", "From: boss@example.org\r\nMIME-Version: 1.0")]
    public void Parts_that_a_reader_sees_or_clicks_cannot_be_changed(string was, string becomes)
    {
        var mail = Encoding.ASCII.GetString(Signed(Head + "Hello\r\n")).Replace(was, becomes, StringComparison.Ordinal);
        Assert.That(Python(Encoding.ASCII.GetBytes(mail)), Has.All.StartsWith("bad"));
    }

    [TestCase("Subject: ", "subject:   ")]
    [TestCase("Hello\r\n", "Hello  \r\n\r\n")]
    [TestCase("MIME-Version: 1.0", "X-Relay: passed here\r\nMIME-Version: 1.0")]
    public void Changes_that_a_relay_may_make_break_nothing(string was, string becomes)
    {
        var mail = Encoding.ASCII.GetString(Signed(Head + "Hello\r\n")).Replace(was, becomes, StringComparison.Ordinal);
        Assert.That(Python(Encoding.ASCII.GetBytes(mail)), Is.EqualTo(new[] { "good", "good" }));
    }

    [Test]
    public void Signing_again_gives_the_same_bytes()
    {
        var first = Signed(Head + "Hello\r\n");
        Assert.That(Signed(Head + "Hello\r\n"), Is.EqualTo(first));
    }

    private DkimSigner Signer() => new("example.org", [("r", Key("rsa.pem")), ("e", Key("ed.pem"))]);

    private DkimKey Key(string file) => DkimKey.Read(Path.Combine(folder, file));

    private byte[] Signed(string mail)
    {
        using var signer = Signer();
        var bytes = Encoding.ASCII.GetBytes(mail);
        return [.. signer.Sign(bytes), .. bytes];
    }

    private string[] Python(byte[] mail)
    {
        if (!File.Exists("/usr/lib/python3/dist-packages/dkim/__init__.py"))
        {
            Assert.Ignore("python3-dkim is not installed; tests/setup installs it");
        }

        var file = Path.Combine(folder, "mail.eml");
        File.WriteAllBytes(file, mail);
        using var rsa = Key("rsa.pem");
        using var ed = Key("ed.pem");
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(TestContext.CurrentContext.TestDirectory, "Delivery",
            "dkim-verify.py"), file, "r._domainkey.example.org=" + rsa.Record,
            "e._domainkey.example.org=" + ed.Record })
        {
            start.ArgumentList.Add(argument);
        }

        using var python = Process.Start(start)!;
        var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        python.WaitForExit();
        return lines;
    }

    private bool Library(byte[] mail)
    {
        using var stream = new MemoryStream(mail);
        var message = MimeMessage.Load(stream);
        using var rsa = Key("rsa.pem");
        return new DkimVerifier(new Locator(rsa.Record)).Verify(message, message.Headers[0]);
    }

    private sealed class Locator(string record) : DkimPublicKeyLocatorBase
    {
        public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector,
            CancellationToken cancellationToken = default) => GetPublicKey(record);

        public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain,
            string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(GetPublicKey(record));
    }
}
