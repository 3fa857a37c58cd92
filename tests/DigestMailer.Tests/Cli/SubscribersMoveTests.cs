using DigestMailer.Storage;

namespace DigestMailer.Tests.Cli;

/// <summary><c>subscribers move</c>, as an operator gives it.</summary>
[NonParallelizable]
internal sealed class SubscribersMoveTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_reader_is_moved_with_proof_and_the_old_address_is_told()
    {
        using var storage = new TestDatabase();
        var program = new Program(storage);
        await program.SayAsync(Now, "subscribers", "add", "ana@example.org", "--confirmed", "--query", "codec");
        var moved = await program.SayAsync(Now, "subscribers", "move", "ANA@example.org", "ana@bücher.example",
            "--proof", "letter of 2026-03-01");
        Assert.That(moved.GetProperty("moved").GetString(), Is.EqualTo("ana@example.org"));
        var list = await program.SayAsync(Now, "subscribers", "list");
        Assert.That(list.ToString(), Does.Contain("ana@xn--bcher-kva.example").And.Contain("codec").And.Not
            .Contain("ana@example.org"));
        var outbox = await program.SayAsync(Now, "outbox", "list");
        Assert.That(outbox.ToString(), Does.Contain("Moved").And.Contain("ana@example.org"));
        // Each command begins at its time: one that begins as the letter is written may be there before it is due.
        await program.SayAsync(Now.AddMinutes(1), "send");
        var mail = File.ReadAllText(Directory.GetFiles(program.Pickup, "*.eml").Single());
        Assert.That(mail, Does.Contain("To: ana@example.org").And.Contain("/undo-move/").And.Not.Contain("xn--bcher"));
    }
}
