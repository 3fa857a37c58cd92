using DigestMailer.Web.Api;

namespace DigestMailer.Tests.Cli;

/// <summary>The commands that make, list and remove the keys of the API.</summary>
[NonParallelizable]
internal sealed class ApiKeysTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_key_is_shown_once_listed_without_itself_and_removed()
    {
        using var storage = new TestDatabase();
        var program = new Program(storage);
        var added =
            await program.SayAsync(Now, "keys", "api", "add", "website", "--scope", "subscribers:ask", "--scope",
            "papers:read", "--until", "2027-01-31");
        var key = added.GetProperty("key").GetString()!;
        Assert.That(key, Does.StartWith(ApiKeyStore.Prefix));
        var listed = await program.SayAsync(Now, "keys", "api", "list");
        Assert.That(listed.GetRawText(), Does.Not.Contain(key));
        var row = listed.GetProperty("keys")[0];
        Assert.That(row.GetProperty("name").GetString(), Is.EqualTo("website"));
        Assert.That(row.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()),
            Is.EqualTo(new[] { "subscribers:ask", "papers:read" }));
        Assert.That(row.GetProperty("expiresAt").GetDateTimeOffset(),
            Is.EqualTo(new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero)));
        await program.SayAsync(Now, "keys", "api", "remove", $"{row.GetProperty("id").GetInt64()}");
        Assert.That((await program.SayAsync(Now, "keys", "api", "list")).GetProperty("keys").GetArrayLength(), Is.Zero);
    }
}
