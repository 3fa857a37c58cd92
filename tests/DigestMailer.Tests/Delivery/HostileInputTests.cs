using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using DigestMailer.Delivery;
using DigestMailer.Subscribers;
using DigestMailer.Tests.Delivery.Relays;
using DigestMailer.Tests.Digests;

namespace DigestMailer.Tests.Delivery;

/// <summary>Strangers' text in every place that reaches the line, judged by the bytes that a relay heard.</summary>
internal sealed partial class HostileInputTests
{
    private const int Readers = 40;

    private static readonly Gen<string> Text = Samples.OneOf(
        "\r\nBcc: x@evil.example", "\nBcc: x@evil.example\n", "\r\n\r\n<b>",
        "\r\n.\r\nMAIL FROM:<x@evil.example>\r\nRCPT TO:<y@evil.example>\r\nDATA\r\n", "\n.\n", "\r.\r", ".", "\r",
        "\n", "\0", "\u0007",
        "\u001b[2J", "\u0085", "\u2028", "\u2029", "\uD800", "\uDC00", "\u202E", "\uFEFF", "=?utf-8?q?=0D=0ABcc:_x?=",
        "\" <x@evil.example>", "> SIZE=1", "<", "\\", ",", ";", "é", "語", "😀", " ", "\t", "word",
        new string('x', 1200))
        .List[1, 12].Select(string.Concat);

    [Test]
    public Task Whatever_a_stranger_writes_no_field_is_added_and_no_command_is_broken() =>
        Gen.Select(Text, Text.Array[Readers], Text.Array[Readers], Text.Array[Readers])
            .HoldsAsync(given => HoldsAsync(given.Item1, given.Item2, given.Item3, given.Item4), times: 3);

    [Test]
    public void An_address_that_is_taken_is_one_word_of_one_command() =>
        Gen.Select(Text, Samples.OneOf("@example.org", "@例え.example", "@evil", "", "@a@example.org"), Text).Holds(
        texts =>
        {
            var (before, domain, after) = texts;
            var taken =
                EmailAddress.TryParse("a" + before + domain + after, out var address, out _)
                    || EmailAddress.TryParse("a" + before + domain, out address, out _);
            Assert.That(!taken || Address().IsMatch(address!), address);
        },
        times: 2000);

    private static async Task HoldsAsync(string site, string[] titles, string[] names, string[] addresses)
    {
        await using var relay = new ScriptedSmtpServer(null, "SMTPUTF8", "8BITMIME", "DSN").Start();
        await using var box = new OutboxFixture(relay.Port, ("Site:Name", "A" + site));
        await box.ReadyAsync(Readers);
        await box.RunAsync("DELETE FROM outbox");
        for (var i = 0; i < Readers; i++)
        {
            // Half the addresses are good, and the rest as only a damaged database holds them.
            await ReaderAsync(box, i + 1, titles[i], names[i],
                i % 2 == 0 ? $"reader{i}@example.com" : $"r{i}{addresses[i]}@example.com");
        }

        var stored = await box.ReadAsync<string>("SELECT email FROM subscribers ORDER BY id");
        var report = await box.Dispatcher.DeliverAsync();
        var good =
            stored.Where(email => EmailAddress.TryParse(email, out var same, out _) && same.Length == email.Length)
                .ToList();
        Assert.That((report.Accepted, report.Rejected, report.Deferred, report.Stopped),
            Is.EqualTo((good.Count, Readers - good.Count, 0, (string?)null)));
        Assert.That(relay.Received.Select(mail => mail.To), Is.EquivalentTo(good));
        Assert.That(
            relay.Received.SelectMany(mail => WireLint.Faults(Encoding.UTF8.GetBytes(mail.Data), WireLint.Fields)),
            Is.Empty);
        Assert.That(relay.Commands, Has.All.Matches<string>(command => Command().IsMatch(command!)));
        Assert.That(relay.Commands.Count(command => command.StartsWith("MAIL", StringComparison.Ordinal)),
            Is.EqualTo(good.Count));
        Assert.That(
            relay.Heard
                .Select(
                    said => Encoding.Latin1.GetString(said).Replace("\r\n", "", StringComparison.Ordinal)
                        .IndexOfAny(['\r', '\n', '\0'])), Is.All.LessThan(0), "no line ends by half, and no NUL");
    }

    private static async Task ReaderAsync(OutboxFixture box, int id, string title, string name, string email)
    {
        await box.RunAsync("UPDATE subscribers SET name = @name, email = @email WHERE id = @id",
            new { id, name, email });
        await box.Made.PaperAsync(100 + id, "T" + title, text: "T" + title, authors: name);
        await box.Made.DigestAsync(100 + id, OutboxFixture.Slot, [100 + id]);
        await box.Made.MailAsync(id, 100 + id);
    }

    [GeneratedRegex(@"^(?:EHLO [a-z.]+|MAIL FROM:<[^<>\s]+>(?: SIZE=\d+| BODY=8BITMIME| SMTPUTF8| RET=HDRS"
        + @"| ENVID=[!-~]+)*|RCPT TO:<[^<>\s]+@example\.com>(?: NOTIFY=FAILURE| ORCPT=rfc822;[!-~]+)*|DATA|RSET"
        + @"|QUIT)\z")]
    private static partial Regex Command();

    [GeneratedRegex(@"^[^@\s\p{Cc}<>,;]+@[a-z0-9.-]+\z")]
    private static partial Regex Address();
}
