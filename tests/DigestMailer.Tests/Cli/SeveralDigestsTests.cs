using Dapper;

namespace DigestMailer.Tests.Cli;

/// <summary>Several digests of one reader, as an operator adds, lists, exports and removes them.</summary>
[NonParallelizable]
internal sealed class SeveralDigestsTests
{
    private const string Ana = "ana@example.org";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task They_are_added_listed_and_removed_by_their_names()
    {
        using var storage = new TestDatabase();
        var program = new Program(storage);
        await program.SayAsync(Now, "subscribers", "add", Ana, "--confirmed");
        var added = await program.SayAsync(Now, "subscribers", "add", Ana, "--digest", "My codec alert", "--query",
            "codec", "--every", "match");
        Assert.That((added.GetProperty("digest").GetString(), added.GetProperty("state").GetString(),
            added.GetProperty("email").GetString()), Is.EqualTo(("My codec alert", "confirmed", Ana)));
        var list = await program.SayAsync(Now, "subscribers", "list");
        Assert.That(list.EnumerateArray().Select(one => (one.GetProperty("email").GetString(),
            one.GetProperty("digest").GetString(), one.GetProperty("every").GetString())), Is.EqualTo(new[]
            {
                (Ana, null, "day"), (Ana, "My codec alert", "match"),
            }));
        var removed = await program.SayAsync(Now, "subscribers", "remove", Ana, "--digest", "my CODEC alert");
        Assert.That(removed.GetProperty("digest").GetString(), Is.EqualTo("My codec alert"));
        Assert.That((await program.SayAsync(Now, "subscribers", "list")).GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Send_brings_all_of_them_in_one_run_one_after_the_other()
    {
        using var storage = new TestDatabase();
        var program = new Program(storage);
        await program.SayAsync(Now, "subscribers", "add", Ana, "--confirmed");
        await program.SayAsync(Now, "subscribers", "add", Ana, "--digest", "Alert", "--query", "codec", "--every",
            "match");
        await program.SayAsync(Now, "subscribers", "add", Ana, "--digest", "Empty", "--query", "zebra",
            "--tell-if-empty");
        var made = new MadeRows(Now, async (sql, values) =>
        {
            await using var connection = await storage.Database.OpenAsync();
            await connection.ExecuteAsync(sql, values);
        });
        await made.PaperAsync(1, "A codec");
        await made.PaperAsync(2, "A paper");
        var sent = await program.SayAsync(Now, "send");
        Assert.That((sent.GetProperty("due").GetInt32(), sent.GetProperty("digests").GetInt32(),
            sent.GetProperty("accepted").GetInt32()), Is.EqualTo((3, 3, 3)));
        var mails = Directory.GetFiles(program.Pickup, "*.eml").Select(File.ReadAllText).ToList();
        Assert.That(mails, Has.All.Contains($"To: {Ana}"));
        Assert.That(mails.Count(mail => mail.Contains("<alert.digest.", StringComparison.Ordinal)), Is.EqualTo(1));
    }
}
