using System.Diagnostics;
using System.Globalization;
using DigestMailer.Bounces;
using DigestMailer.Storage;

namespace DigestMailer.Tests.Bounces;

/// <summary>
/// Whatever an IMAP server does, reading ends within its budget, with one line, and the rest is read.
/// </summary>
internal sealed class HostileImapTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(20);

    [Test]
    public async Task A_server_is_left_that_answers_a_step_with(
        [Values("lines", "line", "literal", "drip", "garbage", "close", "silent")] string how,
        [Values("greeting", "capability", "login", "list", "select", "search", "fetch", "mail", "store", "logout")]
        string at)
    {
        await using var server = new HostileImapServer(at, how).Start();
        await using var room = new BouncesFixture(Settings(server.Port));
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(1), BouncesFixture.Email(1)));
        await room.ReadersAsync(1);
        var before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var said = await EndAsync(room.ReadAsync());
        var allocated = (GC.GetTotalAllocatedBytes() - before) / 1048576;
        TestContext.Out.WriteLine(
            $"IMAP {at}, {how}: {watch.Elapsed.TotalSeconds:F1} s, {allocated} MB allocated; {said}");
        Assert.That(watch.Elapsed, Is.LessThan(Most));
        Assert.That(said, Does.Not.Contain("\n").And.Not.Contain("cancel").And.Length.LessThan(400));
        Assert.That(await room.SuppressedAsync(), Is.EqualTo(new[] { BouncesFixture.Email(1) }), "what else came");
        Assert.That(allocated, Is.LessThan(400));
    }

    [Test]
    public async Task The_server_that_does_no_harm_is_read()
    {
        await using var server = new HostileImapServer("nowhere", "silent").Start();
        await using var room = new BouncesFixture(Settings(server.Port));
        Assert.That((await room.ReadAsync()).Read, Is.EqualTo(1));
        Assert.That((await room.ReadAsync()).Read, Is.Zero);
    }

    /// <summary>What the operator is told; nothing where the harm came after all was read.</summary>
    private static async Task<string> EndAsync(Task<ReadReport> reading)
    {
        try
        {
            await reading.WaitAsync(Most + Most);
            return "";
        }
        catch (RefusedException refused)
        {
            return refused.Message;
        }
    }

    private static (string, string)[] Settings(int port) =>
    [
        ("Bounces:Imap:Host", "127.0.0.1"), ("Bounces:Imap:Port", port.ToString(CultureInfo.InvariantCulture)),
        ("Bounces:Imap:Security", "None"), ("Bounces:Imap:UserName", "bounce"), ("Bounces:Imap:Password", "pw"),
        ("Bounces:Imap:Timeout", Patience.ToString()),
    ];
}
