using System.Text;
using CsCheck;
using DigestMailer.Delivery.Relays;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Tests.Digests;
using MimeKit;

namespace DigestMailer.Tests.Delivery;

/// <summary>
/// Mails that are hard to write, as they go over the line, against golden files that a person reviews;
/// DIGESTMAILER_BLESS=1 rewrites them.
/// </summary>
internal sealed class GoldenMailTests
{
    private static readonly string Folder = Samples.Folder("tests/DigestMailer.Tests/Delivery/golden");

    private static readonly Gen<string> Text = Gen.OneOf(
        Samples.OneOf("😀", "👩‍👩‍👧", "語", "日本語の題", "שלום", "مرحبا", "é", " ", "=?utf-8?q?x?=", "\"", "\\", ",",
            "word ", "\u2028", "\r\nBcc: x@y.z", "\0", "\uD800", new string('x', 200)),
        Gen.Char[' ', '~'].Select(c => c.ToString())).List[1, 60].Select(string.Concat);

    [TestCase("ascii", "Sparse Memory for Models that Listen All Day", "Ada Quill", "ada@example.net")]
    [TestCase("cjk", "語りの流れを測る：長い対話における話題の移り変わりと、その計測のための小さな道具について", "李文", "li@example.net")]
    [TestCase("emoji", "🐙🧠 Eight Arms, One Head: 👩🏽‍🔬 Octopus Attention 🚀🚀🚀 for Everyone 🇪🇺", "Zoë 🦊 Fuchs",
        "zoe@example.net")]
    [TestCase("right-to-left", "Greedy Tokens, Patient Decoders", "مريم الأندلسية דנה כהן", "maryam@example.net")]
    [TestCase("many-authors", "A Census of Everything, by Everyone", "Ada Quill", "ada@example.net", 200)]
    [TestCase("address", "Small Talk Is Enough", "Δοκιμή Χρήστη", "δοκιμή.χρήστη@example.net")]
    public void A_mail_is_sent_as_it_was_approved(string name, string title, string reader, string address,
        int authors = 3)
    {
        var mail =
            new MailSealFixture()
                .Seal(Content(title, authors), Samples.Reader() with { Name = reader, Email = address });
        var file = Path.Combine(Folder, name + ".eml");
        if (Environment.GetEnvironmentVariable("DIGESTMAILER_BLESS") == "1")
        {
            File.WriteAllBytes(file, mail.Bytes);
        }

        Assert.That(Encoding.UTF8.GetString(mail.Bytes), Is.EqualTo(File.ReadAllText(file)),
            $"{name}.eml differs; look at it, then bless it with DIGESTMAILER_BLESS=1.");
        Assert.That(mail.NeedsUtf8, Is.EqualTo(name == "address"));
        using var stream = new MemoryStream(mail.Bytes);
        var read = MimeMessage.Load(stream);
        Assert.That((read.Subject, read.To.Mailboxes.Single().Name, read.To.Mailboxes.Single().Address),
            Is.EqualTo((PlainText.Cut(title, 60), reader, address)), "it is read as it was meant");
    }

    [Test]
    public void Every_golden_mail_keeps_the_rules_of_the_line()
    {
        var files =
            new[] { Folder, Samples.Folder("tests/DigestMailer.Tests/Digests/golden") }
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.eml")).ToList();
        Assert.That(files, Has.Count.GreaterThanOrEqualTo(16));
        Assert.That(
            files.SelectMany(
                file => WireLint.Faults(File.ReadAllBytes(file)).Select(fault => $"{Path.GetFileName(file)}: {fault}")),
                Is.Empty);
    }

    [Test]
    public void Any_subject_and_name_keep_the_rules_of_the_line()
    {
        using var renderer = Samples.Renderer();
        using var composer = Samples.Composer(renderer);
        Gen.Select(Text, Text).Holds(
            texts =>
            {
                var (title, name) = texts;
                var mail =
                    Samples.Bytes(
                        composer.Compose(Content(title, 1), Samples.Reader() with { Name = name },
                            Samples.Identity).Message);
                Assert.That(WireLint.Faults(mail, WireLint.Fields), Is.Empty);
            },
            times: 100);
    }

    private static DigestContent Content(string title, int authors) => Samples.With(new Paper
    {
        Id = 1,
        Key = "arxiv:2611.10001",
        Title = title,
        Abstract = "What it says, in a sentence or two.",
        Authors = [.. Enumerable.Range(1, authors).Select(i => $"Author Number {i}")],
        Categories = ["cs.CL"],
        Published = new DateOnly(2026, 11, 23),
        Url = "https://arxiv.example.org/abs/2611.10001",
    });
}
