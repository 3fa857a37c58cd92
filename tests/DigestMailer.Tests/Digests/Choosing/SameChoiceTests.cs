using System.Diagnostics;
using System.Text.Json;
using Dapper;
using DigestMailer.Storage;
using DigestMailer.Storage.Sqlite;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using static DigestMailer.Tests.Topics.Index.MeaningSamples;

namespace DigestMailer.Tests.Digests.Choosing;

/// <summary>
/// The same papers lead to the same digest on either database, with any number of processors, and whether these have
/// wide registers or not: by prose, by a paper to be like, and by likes, all at once.
/// </summary>
[TestFixture(StorageProvider.Postgres)]
internal sealed class SameChoiceTests(StorageProvider provider)
{
    private const string Reader = "reader@example.org";
    private const int Papers = 320;
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly (string, string)[] Narrow = [("DOTNET_EnableAVX2", "0"), ("DOTNET_PROCESSOR_COUNT", "7")];
    private static readonly (string, string)[] Plain =
        [("DOTNET_EnableHWIntrinsic", "0"), ("DOTNET_PROCESSOR_COUNT", "1")];

    [TestCase("Table")]
    [TestCase("Latent")]
    [CancelAfter(180_000)]
    public async Task Every_machine_and_either_database_choose_the_same(string vectors)
    {
        using var other = new TestDatabase();
        Assert.That(provider.ToString(), Is.EqualTo(other.Settings["Storage:Provider"]));
        var file = Path.Combine(other.Folder, "same.db");
        using var database = new SqliteDatabase($"Data Source={file}");
        database.Migrate();
        await FillAsync(database);
        await FillAsync(other.Database);
        string[] sqlite = ["--Storage:Provider=Sqlite", $"--Storage:ConnectionString=Data Source={file}"];
        string[] postgres = [.. other.Settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        var usual = await ChosenAsync(vectors, sqlite, []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(usual, Has.Count.AtLeast(5));
            Assert.That(await ChosenAsync(vectors, sqlite, Narrow), Is.EqualTo(usual));
            Assert.That(await ChosenAsync(vectors, postgres, Plain), Is.EqualTo(usual));
        }
    }

    /// <summary>
    /// The papers with what their scores are made of to the last bit, except their age, and the words that say why.
    /// </summary>
    private static async Task<List<string>> ChosenAsync(string vectors, string[] storage,
        (string Name, string Value)[] environment)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet",
            [
                Path.Combine(TestContext.CurrentContext.TestDirectory, "DigestMailer.dll"), "preview", "--json", "--to",
                Reader, "--now", Now.ToString("O"), $"--Meaning:Vectors={vectors}",
                "--Site:PostalAddress=1 Paper Street", .. storage,
            ])
            {
                WorkingDirectory = TestContext.CurrentContext.TestDirectory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var (name, value) in environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.Start();
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, await errors);
        using var json = JsonDocument.Parse(said);
        return [.. json.RootElement.GetProperty("papers").EnumerateArray().Select(paper =>
            string.Join(' ', paper.GetProperty("key"), paper.GetProperty("because"),
                string.Join(' ', paper.GetProperty("terms").EnumerateObject().Where(term => term.Name != "freshness")
                    .Select(term => $"{term.Name}={term.Value}"))))];
    }

    /// <summary>A month of papers, the last quarter of which is new, and a reader of prose who likes some.</summary>
    private static async Task FillAsync(Database database)
    {
        await using var connection = await database.OpenAsync();
        var made = new MadeRows(Now, (sql, values) => connection.ExecuteAsync(sql, values));
        for (var i = 0; i < Papers; i++)
        {
            var age = i < Papers / 4 ? TimeSpan.FromHours(1 + (i % 40)) : TimeSpan.FromDays(3.5 + (i % 26));
            await made.PaperAsync(i + 1, $"On {Subjects[i % Subjects.Length]}: {Words(i, 3)}", Now - age,
                $"We study {Subjects[i % Subjects.Length]} with {Words(i, 14)}.");
        }

        var definition = JsonSerializer.Serialize(new
        {
            topics = Array.Empty<string>(),
            queries = new[] { "about:\"machines that pick things up\"", "like:arxiv:11" },
            more = new[] { "arxiv:9", "arxiv:106", "arxiv:203" },
            less = new[] { "arxiv:20" },
        });
        await connection.ExecuteAsync("INSERT INTO topic_sets(id, definition) VALUES (1, @definition)",
            new { definition });
        await made.SubscriberAsync(1, Reader, new AddressHash(new KeyRing(database, TimeProvider.System)).Of(Reader));
    }

    /// <summary>Made words; each is in a few papers.</summary>
    private static string Words(int paper, int count)
    {
        string[] syllables = ["mo", "ta", "ren", "lu", "sik", "va", "dor", "pel"];
        return string.Join(' ', Enumerable.Range(0, count).Select(i => ((paper * 37) + (i * 101)) % 311)
            .Select(n => syllables[n % 8] + syllables[n / 8 % 8] + syllables[n / 64 % 8]));
    }
}
