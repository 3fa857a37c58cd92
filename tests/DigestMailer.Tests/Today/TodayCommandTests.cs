using DigestMailer.Tests.Cli;

namespace DigestMailer.Tests.Today;

/// <summary>The command that an operator begins the day with.</summary>
internal sealed class TodayCommandTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 7, 30, 0, TimeSpan.Zero);

    [Test]
    public async Task It_shows_mail_by_topic_and_domain_sources_with_reasons_and_the_next_rounds()
    {
        using var storage = new TestDatabase();
        await File.WriteAllTextAsync($"{storage.Folder}/papers.json",
            """[{ "title": "A study", "abstract": "What it says.", "arxivId": "2603.00001" }]""");
        var program = new Cli.Program(storage, "--Papers:Sources:0:Name=lab", "--Papers:Sources:0:Kind=Json",
            $"--Papers:Sources:0:Path={storage.Folder}/papers.json", "--Papers:Sources:1:Name=gone",
            "--Papers:Sources:1:Kind=Json", $"--Papers:Sources:1:Path={storage.Folder}/none.json");
        await program.SayAsync(Monday, "gather");
        await program.SayAsync(Monday.AddDays(-1), "subscribers", "add", "ana@example.org", "--query", "title:study",
            "--confirmed");
        await program.SayAsync(Monday, "send");
        var today = await program.SayAsync(Monday.AddMinutes(1), "today");
        var mail = today.GetProperty("mail");
        Assert.That(mail.GetProperty("mails").GetProperty("sent").GetInt32(), Is.EqualTo(1));
        Assert.That(mail.GetProperty("topics")[0].GetProperty("name").GetString(), Is.EqualTo("(own query)"));
        Assert.That(mail.GetProperty("domains")[0].GetProperty("name").GetString(), Is.EqualTo("example.org"));
        Assert.That(today.GetProperty("sources")[0].GetProperty("state").GetString(), Is.EqualTo("fresh"));
        Assert.That(today.GetProperty("sources")[1].GetProperty("error").GetString(), Does.Contain("none.json"));
        Assert.That(today.GetProperty("rounds")[1].GetProperty("next").GetDateTimeOffset(),
            Is.EqualTo(Monday.AddMinutes(2)).Within(TimeSpan.FromMinutes(1)));
        Assert.That(today.GetProperty("stopped").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
    }
}
