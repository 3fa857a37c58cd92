using System.Data.Common;
using System.Text.Json;
using Dapper;
using DigestMailer.Storage;
using DigestMailer.Storage.Postgres;
using DigestMailer.Storage.Sqlite;
using DigestMailer.Tests.Cli;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Tests.Storage.Backups;

/// <summary>
/// An installation that is backed up and an empty database to restore into; each has its own pickup folder, since a
/// mail that is sent again would replace the first.
/// </summary>
internal sealed class TwoInstallations : IDisposable
{
    public const string Monday = "2026-03-02T07:30:00Z";
    public const string Tuesday = "2026-03-03T07:30:00Z";

    private readonly StorageProvider hereProvider;
    private readonly StorageProvider thereProvider;
    private readonly string here;
    private readonly string there;

    public TwoInstallations(StorageProvider here, StorageProvider there)
    {
        ColumnTypes.Register();
        Folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        (hereProvider, thereProvider) = (here, there);
        this.here = NewDatabase(here, "here");
        this.there = NewDatabase(there, "there");
    }

    public string Folder { get; }

    public string Copy => $"{Folder}/copy.backup";

    private string NewDatabase(StorageProvider provider, string name) => provider == StorageProvider.Postgres
        ? PostgresServer.Shared.NewEmptyDatabase() : $"Data Source={Folder}/{name}.db";

    public string[] Here(params string[] command) => On(hereProvider, here, "here", command);

    public string[] There(params string[] command) => On(thereProvider, there, "there", command);

    private string[] On(StorageProvider provider, string database, string name, string[] command) =>
    [
        .. command, $"--Storage:Provider={provider}", $"--Storage:ConnectionString={database}",
        "--Site:PostalAddress=1 Paper Street", "--Delivery:From=Digests <digest@example.org>",
        $"--Delivery:PickupFolder={Folder}/mails/{name}", "--Papers:Sources:0:Name=lab",
        "--Papers:Sources:0:Kind=Json", $"--Papers:Sources:0:Path={Folder}/papers.json",
    ];

    /// <summary>One reader, one request to subscribe, one suppression, and a digest that was sent.</summary>
    public async Task FillAsync()
    {
        await PapersAsync("2603.00001", "2603.00002");
        await Shell.JsonAsync(Here("gather", "--now", Monday));
        await AddAnaAsync();
        await Shell.JsonAsync(Here("subscribers", "add", "pending@example.org", "--query", "*"));
        await Shell.JsonAsync(Here("suppressions", "add", "gone@example.org"));
        await Shell.JsonAsync(Here("send", "--now", Monday));
    }

    public Task<JsonElement> AddAnaAsync() => Shell.JsonAsync(Here("subscribers", "add", "ana@example.org", "--query",
        "title:study", "--confirmed", "--now", "2026-03-01T12:00:00Z"));

    public Task PapersAsync(params string[] ids) => File.WriteAllTextAsync($"{Folder}/papers.json",
        JsonSerializer.Serialize(
            ids.Select(id => new { title = $"A study numbered {id}", @abstract = "What it says.", arxivId = id })));

    public Task<JsonElement> BackUpAsync() => Shell.JsonAsync(Here("storage", "backup", Copy));

    /// <summary>On the Monday, as all tests act.</summary>
    public Task<JsonElement> RestoreAsync(params string[] options) =>
        Shell.JsonAsync(There(["storage", "restore", Copy, "--now", Monday, .. options]));

    /// <summary>The texts of all mail that went out, from both.</summary>
    public List<string> Mails() => [.. Directory.EnumerateFiles(Folder, "*.eml", SearchOption.AllDirectories)
        .Select(file => MimeKit.MimeMessage.Load(file).TextBody ?? "")];

    public async Task AssertSameAsync()
    {
        foreach (var command in new string[][] { ["subscribers", "list"], ["outbox", "list"], ["keys", "list"],
            ["suppressions", "list"] })
        {
            Assert.That((await Shell.JsonAsync(There(command))).GetRawText(),
                Is.EqualTo((await Shell.JsonAsync(Here(command))).GetRawText()), string.Join(' ', command));
        }

        await AssertOnlyNewPapersAsync();
    }

    /// <summary>The restored one sends its reader what is new on Tuesday, and not again what they had.</summary>
    public async Task AssertOnlyNewPapersAsync()
    {
        var before = Mails();
        await PapersAsync("2603.00001", "2603.00003");
        await Shell.JsonAsync(There("gather", "--now", Tuesday));
        await Shell.JsonAsync(There("send", "--now", Tuesday));
        Assert.That(Mails().Except(before), Has.Exactly(1).Items
            .And.All.Contains("numbered 2603.00003").And.None.Contains("numbered 2603.00001"), "only what is new");
    }

    public static async Task AssertRefusedAsync(string[] command, string why)
    {
        var (code, _, complaint) = await Shell.RunAsync(command);
        Assert.That(code, Is.EqualTo(1), complaint);
        Assert.That(complaint.Trim(), Does.Contain(why).And.Not.Contain("\n"));
    }

    public Task ExecuteHereAsync(string sql) => OnceAsync(hereProvider, here, one => one.ExecuteAsync(sql));

    public Task ExecuteThereAsync(string sql) => OnceAsync(thereProvider, there, one => one.ExecuteAsync(sql));

    public Task<List<string>> RowsHereAsync(string sql) => RowsAsync(hereProvider, here, sql);

    public Task<List<string>> RowsThereAsync(string sql) => RowsAsync(thereProvider, there, sql);

    private static Task<List<string>> RowsAsync(StorageProvider provider, string database, string sql) =>
        OnceAsync(provider, database, async one => (await one.QueryAsync(sql))
            .Select(row => JsonSerializer.Serialize((IDictionary<string, object?>)row)).ToList());

    private static async Task<T> OnceAsync<T>(StorageProvider provider, string database,
        Func<DbConnection, Task<T>> act)
    {
        using var opened = Open(provider, database);
        await using var connection = await ((Database)opened).OpenAsync();
        return await act(connection);
    }

    private static IDisposable Open(StorageProvider provider, string database) => provider == StorageProvider.Postgres
        ? new PostgresDatabase(database) : new SqliteDatabase($"{database};Pooling=False");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        foreach (var (_, database) in new[] { (hereProvider, here), (thereProvider, there) }
            .Where(one => one.Item1 == StorageProvider.Postgres))
        {
            PostgresServer.Shared.Drop(database);
        }
    }
}
