using System.Text.Json;
using DigestMailer.Tests.Cli;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Tests.Storage;

/// <summary>An installation made by commands, moved from SQLite to PostgreSQL by a command.</summary>
internal sealed class StorageMoveTests
{
    private const string Monday = "2026-03-02T07:30:00Z";
    private const string Tuesday = "2026-03-03T07:30:00Z";

    private string folder = null!;
    private string sqlite = null!;
    private string postgres = null!;

    [SetUp]
    public void Make()
    {
        postgres = PostgresServer.Shared.NewEmptyDatabase();
        folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        sqlite = $"Data Source={folder}/old.db";
    }

    [TearDown]
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        PostgresServer.Shared.Drop(postgres);
    }

    [Test]
    public async Task Readers_outbox_and_choice_are_the_same_there_and_nobody_is_mailed_again()
    {
        await FillAsync();
        var bytes = await File.ReadAllBytesAsync($"{folder}/old.db");
        var moved = await Shell.JsonAsync([.. OnSqlite("storage", "move"), "--to", postgres]);
        Assert.That(moved.GetProperty("rows").GetInt64(), Is.GreaterThan(20));
        Assert.That(await File.ReadAllBytesAsync($"{folder}/old.db"), Is.EqualTo(bytes), "the source is as it was");
        foreach (var command in new string[][] { ["subscribers", "list"], ["outbox", "list"], ["keys", "list"],
            ["suppressions", "list"] })
        {
            Assert.That((await Shell.JsonAsync(OnPostgres(command))).GetRawText(),
                Is.EqualTo((await Shell.JsonAsync(OnSqlite(command))).GetRawText()), string.Join(' ', command));
        }

        string[] preview = ["preview", "--to", "ana@example.org", "--now", Tuesday];
        Assert.That(Papers(await Shell.JsonAsync(OnPostgres(preview))),
            Is.EqualTo(Papers(await Shell.JsonAsync(OnSqlite(preview)))).And.Not.Empty);
        Assert.That(Digests(await Shell.JsonAsync(OnPostgres("send", "--now", Monday))), Is.Zero);
        var before = Mails();
        await PapersAsync("2603.00003");
        await Shell.JsonAsync(OnPostgres("gather", "--now", Tuesday));
        Assert.That(Digests(await Shell.JsonAsync(OnPostgres("send", "--now", Tuesday))), Is.EqualTo(2),
            "its numbers go on after those that came along");
        Assert.That(Mails().Except(before),
            Has.Exactly(2).Items.And.All.Contains("numbered 2603.00003").And.None.Contains("numbered 2603.00001"),
            "only what is new");
    }

    [Test]
    public async Task An_id_that_was_erased_before_is_not_given_again_there()
    {
        await Shell.JsonAsync(OnSqlite("subscribers", "add", "ana@example.org"));
        await Shell.JsonAsync(OnSqlite("subscribers", "add", "bo@example.org"));
        await Shell.JsonAsync(OnSqlite("subscribers", "remove", "bo@example.org"));
        SqliteConnection.ClearAllPools();
        await Shell.JsonAsync([.. OnSqlite("storage", "move"), "--to", postgres]);
        await Shell.JsonAsync(OnPostgres("subscribers", "add", "cy@example.org"));
        await using var connection = new Npgsql.NpgsqlConnection(postgres);
        Assert.That(await Dapper.SqlMapper.QueryAsync<long>(connection, "SELECT id FROM subscribers ORDER BY id"),
            Is.EqualTo(new[] { 1L, 3L }));
    }

    [Test]
    public async Task A_database_that_is_not_empty_is_refused()
    {
        await FillAsync();
        await Shell.JsonAsync(OnPostgres("subscribers", "add", "bo@example.org"));
        var (code, _, complaint) = await Shell.RunAsync([.. OnSqlite("storage", "move"), "--to", postgres]);
        Assert.That((code, complaint),
            Is.EqualTo(
                (1, "digestmailer: The database to move to is not empty: keys has rows. Move into a new one, and start "
                    + "nothing on it before." + Environment.NewLine)));
    }

    [Test]
    public async Task One_that_belongs_to_something_else_is_refused()
    {
        await using (var connection = new Npgsql.NpgsqlConnection(postgres))
        {
            await Dapper.SqlMapper.ExecuteAsync(connection, "CREATE TABLE theirs(id INTEGER)");
        }

        var (code, _, complaint) = await Shell.RunAsync([.. OnSqlite("storage", "move"), "--to", postgres]);
        Assert.That((code, complaint),
            Is.EqualTo(
                (1, "digestmailer: The database to move to holds 1 tables of something else; make one of its own and "
                    + "name that." + Environment.NewLine)));
    }

    [Test]
    public async Task PostgreSQL_itself_is_not_moved()
    {
        var (code, _, complaint) = await Shell.RunAsync([.. OnPostgres("storage", "move"), "--to", postgres]);
        Assert.That((code, complaint),
            Is.EqualTo(
                (1, "digestmailer: Only a SQLite installation is moved, and Storage:Provider is Postgres already."
                    + Environment.NewLine)));
    }

    private async Task FillAsync()
    {
        await PapersAsync("2603.00001", "2603.00002");
        await Shell.JsonAsync(OnSqlite("gather", "--now", Monday));
        await Shell.JsonAsync(
            OnSqlite("subscribers", "add", "ana@example.org", "--query", "title:study", "--confirmed", "--now",
                "2026-03-01T12:00:00Z"));
        await Shell.JsonAsync(
            OnSqlite("subscribers", "add", "cy@example.org", "--name", "Cy\tTab\\", "--query", "*", "--confirmed",
                "--now", "2026-03-01T12:00:00Z"));
        await Shell.JsonAsync(OnSqlite("subscribers", "add", "pending@example.org", "--query", "*"));
        await Shell.JsonAsync(OnSqlite("suppressions", "add", "gone@example.org"));
        Assert.That(Digests(await Shell.JsonAsync(OnSqlite("send", "--now", Monday))), Is.EqualTo(2));
        // The last connection to close moves the write-ahead log into the file.
        SqliteConnection.ClearAllPools();
    }

    private Task PapersAsync(params string[] ids) => File.WriteAllTextAsync($"{folder}/papers.json",
        JsonSerializer.Serialize(
            ids.Select(
                id => new
                {
                    title = $"A study numbered {id}",
                    @abstract = "What \\ it\tsays.",
                    arxivId = id,
                    votes = 3
                })));

    private List<string> Mails() =>
        [.. Directory.EnumerateFiles($"{folder}/mails", "*.eml", SearchOption.AllDirectories)
            .Select(file => MimeKit.MimeMessage.Load(file).TextBody ?? "")];

    /// <summary>Without scores, which fall while the clock runs.</summary>
    private static List<string> Papers(JsonElement preview) =>
        [.. preview.GetProperty("papers").EnumerateArray()
            .Select(
                paper => $"{paper.GetProperty("key")} {paper.GetProperty("title")} {paper.GetProperty("because")}")];

    private static int Digests(JsonElement sent) => sent.GetProperty("digests").GetInt32();

    private string[] OnSqlite(params string[] command) =>
        [.. command, .. Settings, "--Storage:Provider=Sqlite", $"--Storage:ConnectionString={sqlite}"];

    private string[] OnPostgres(params string[] command) =>
        [.. command, .. Settings, "--Storage:Provider=Postgres", $"--Storage:ConnectionString={postgres}"];

    private string[] Settings =>
    [
        "--Site:PostalAddress=1 Paper Street", "--Delivery:From=Digests <digest@example.org>",
        $"--Delivery:PickupFolder={folder}/mails",
        "--Papers:Sources:0:Name=lab", "--Papers:Sources:0:Kind=Json", $"--Papers:Sources:0:Path={folder}/papers.json",
    ];
}
