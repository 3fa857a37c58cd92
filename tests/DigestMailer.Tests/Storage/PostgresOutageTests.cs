using Dapper;
using DigestMailer.Storage.Postgres;

namespace DigestMailer.Tests.Storage;

/// <summary>A server that restarts under the program, on a server of their own.</summary>
internal sealed class PostgresOutageTests
{
    private PostgresServer server = null!;
    private PostgresDatabase database = null!;

    [OneTimeSetUp]
    public void Start()
    {
        server = PostgresServer.OfOwn();
        database = new PostgresDatabase(server.NewDatabase());
    }

    [OneTimeTearDown]
    public void Stop()
    {
        database?.Dispose();
        server?.Dispose();
    }

    [Test]
    public async Task Reads_and_writes_wait_for_a_server_that_restarts()
    {
        await WriteAsync("before", () => Task.CompletedTask);
        server.Stop("fast");
        var writing = WriteAsync("meanwhile", () => Task.CompletedTask);
        var reading = NamesAsync();
        Assert.That(writing.IsCompleted || reading.IsCompleted, Is.False);
        server.Start();
        await writing;
        await reading;
        Assert.That(await NamesAsync(), Is.SupersetOf(new[] { "before", "meanwhile" }));
    }

    [Test]
    public async Task A_connection_that_was_open_before_goes_on()
    {
        await using var connection = await database.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<int>("SELECT 1"), Is.EqualTo(1));
        server.Stop("fast");
        server.Start();
        Assert.That(await connection.ExecuteScalarAsync<int>("SELECT 2"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_transaction_in_the_middle_runs_again_and_is_there_once()
    {
        var runs = 0;
        await WriteAsync("middle", () =>
        {
            if (++runs == 1)
            {
                server.Stop("fast");
                server.Start();
            }

            return Task.CompletedTask;
        });
        Assert.That(runs, Is.EqualTo(2));
        Assert.That((await NamesAsync()).Count(name => name == "middle"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_statement_on_a_table_that_a_newer_version_changed_is_prepared_again()
    {
        using var prepared =
            new PostgresDatabase(
                PostgresServer.Shared.NewDatabase()
                    .Replace("Max Auto Prepare=0", "Max Auto Prepare=10;Auto Prepare Min Usages=1;Maximum Pool Size=1",
                        StringComparison.Ordinal));
        for (var i = 0; i < 3; i++)
        {
            await using var connection = await prepared.OpenAsync();
            Assert.That(await connection.QueryAsync("SELECT * FROM turns"), Is.Empty);
            if (i == 1)
            {
                await connection.ExecuteAsync("ALTER TABLE turns ADD COLUMN later TEXT");
            }
        }
    }

    [Test]
    public void A_fault_of_ours_is_not_waited_for() =>
        Assert.That(
            () => database.WriteAsync(
                transaction => transaction.ExecuteAsync("SELECT nonsense")),
                Throws.TypeOf<Npgsql.PostgresException>());

    private Task WriteAsync(string name, Func<Task> then) => database.WriteAsync(async transaction =>
    {
        await transaction.ExecuteAsync("INSERT INTO turns(name, next_at) VALUES (@name, 1)", new { name });
        await then();
    });

    private async Task<List<string>> NamesAsync()
    {
        await using var connection = await database.OpenAsync();
        return (await connection.QueryAsync<string>("SELECT name FROM turns")).AsList();
    }
}
