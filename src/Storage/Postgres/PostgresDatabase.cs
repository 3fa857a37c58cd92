using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Dapper;
using DbUp;
using DbUp.Postgresql;
using Npgsql;

namespace DigestMailer.Storage.Postgres;

/// <summary>
/// A PostgreSQL server, for several processes on one installation. Writers do not wait for each other but where they
/// name what they do (<see cref="AloneAsync"/>) or touch the same rows; a transaction that the server breaks off to end
/// a deadlock is run again, and so is what a restart of the server interrupts (<see cref="PostgresOutage"/>).
/// </summary>
internal sealed class PostgresDatabase : Database, IAsyncDisposable, IDisposable
{
    private const int MostRuns = 5;
    // "digest", as the number under which the migrations of this program lock each other out.
    private const long MigrationLock = 0x646967657374;

    // Many wait for one server; one line for all of them.
    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(30);

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnectionStringBuilder settings;
    private readonly PostgresRefusal refusal;
    private readonly ILogger? log;
    private long said;

    public PostgresDatabase(string connectionString, ILogger<PostgresDatabase>? log = null)
    {
        this.log = log;
        settings = Parse(connectionString);
        refusal = new PostgresRefusal(settings);
        source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    public override Dialect Dialect => Dialect.Postgres;

    private string Place => $"{settings.Host}:{settings.Port}";

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            if (settings.Host is { Length: > 0 })
            {
                settings.ApplicationName ??= "digestmailer";
                settings.MaxAutoPrepare = settings.ContainsKey("Max Auto Prepare") ? settings.MaxAutoPrepare : 100;
                return settings;
            }
        }
        catch (Exception fault) when (fault is ArgumentException or KeyNotFoundException or FormatException)
        {
            // Refused below without its text, which may contain the password.
        }

        throw new RefusedException("Storage:ConnectionString is not one of PostgreSQL; write it as " +
            "\"Host=localhost;Database=digestmailer;Username=digest;Password=...\", with the password in the "
                + "environment.");
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancel = default)
    {
        var outage = new PostgresOutage(Say);
        while (true)
        {
            try
            {
                return await OpenOnceAsync(cancel);
            }
            catch (NpgsqlException fault) when (outage.IsPassing(fault))
            {
                await outage.WaitAsync(fault, cancel);
            }
        }
    }

    private async Task<PostgresConnection> OpenOnceAsync(CancellationToken cancel) =>
        new(await source.OpenConnectionAsync(cancel), Say);

    private void Say(string outage)
    {
        var before = Volatile.Read(ref said);
        if ((before == 0 || Stopwatch.GetElapsedTime(before) > BetweenWords)
            && Interlocked.CompareExchange(ref said, Stopwatch.GetTimestamp(), before) == before)
        {
            log?.LogWarning("PostgreSQL at {Place} is unavailable: {Outage}", Place, outage);
        }
    }

    public override async Task<T> WriteAsync<T>(Func<Transaction, Task<T>> work, CancellationToken cancel = default)
    {
        var outage = new PostgresOutage(Say);
        for (var run = 1; ; run++)
        {
            try
            {
                return await OnceAsync(work, cancel);
            }
            catch (PostgresException broken) when (run < MostRuns
                && broken.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                continue;
            }
            catch (NpgsqlException fault) when (outage.IsPassing(fault))
            {
                await outage.WaitAsync(fault, cancel);
            }
        }
    }

    private async Task<T> OnceAsync<T>(Func<Transaction, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = await OpenOnceAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var result = await work(new Transaction(connection, transaction, Dialect));
        // Null where nothing was written.
        var number =
            await connection.ExecuteScalarAsync<string?>("SELECT pg_current_xact_id_if_assigned()::text",
                transaction: transaction);
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (NpgsqlException lost) when (number is not null
            && lost is not PostgresException
            {
                SqlState: PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure
            })
        {
            // The server went away with the answer. What it did is known to it: run again, a commit would be done
            // twice.
            if (!await IsCommittedAsync(number))
            {
                throw;
            }
        }

        return result;
    }

    private async Task<bool> IsCommittedAsync(string number)
    {
        while (true)
        {
            await using var connection = await OpenAsync();
            if (await connection.ExecuteScalarAsync<string?>("SELECT pg_xact_status(CAST(@number AS xid8))",
                new { number }) is var status && status != "in progress")
            {
                return status == "committed";
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    public override async Task<IReadOnlyList<long>> ReserveIdsAsync(Transaction transaction, string table,
        int count) =>
        [.. await transaction.QueryAsync<long>(
            "SELECT nextval(pg_get_serial_sequence(@table, 'id')) FROM generate_series(1, @count)",
            new { table, count })];

    public override Task SkipIdsAsync(Transaction transaction, string table, long count) =>
        transaction.ExecuteAsync(
            "SELECT setval(name, nextval(name) + @count) FROM (SELECT pg_get_serial_sequence(@table, 'id') AS name) s",
            new { table, count });

    public override Task BulkAsync(Transaction transaction, string table, string columns,
        IEnumerable<object?[]> rows) =>
        ((PostgresConnection)transaction.Connection).CopyAsync(table, columns, rows);

    public override Task AloneAsync(Transaction transaction, string name) =>
        transaction.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended(@name, 0))",
            new { name = "digestmailer." + name });

    /// <summary>An open connection now, where a command must not wait until the server is back.</summary>
    /// <exception cref="RefusedException">The server or the database cannot be used.</exception>
    public NpgsqlConnection OpenAtOnce()
    {
        try
        {
            var one = source.OpenConnection();
            refusal.RefuseUnfit(one);
            return one;
        }
        catch (NpgsqlException fault)
        {
            throw refusal.Of(fault);
        }
    }

    public override void Migrate() => Migrate(UnfinishedRestore.Refuse);

    /// <summary>As <see cref="Migrate()"/>, for the restore itself.</summary>
    public void MigrateRestored() => Migrate(_ => { });

    private void Migrate(Action<NpgsqlConnection> refuse)
    {
        try
        {
            using var one = source.OpenConnection();
            refusal.RefuseUnfit(one);
            refuse(one);
            one.Execute("SELECT pg_advisory_lock(@MigrationLock)", new { MigrationLock }, commandTimeout: 0);
            // The lock ends with the session, which is therefore not given back to the pool with it.
            if (!Migrations.AreDone(Dialect, ReadJournal(one)))
            {
                Upgrade(one);
            }

            one.Execute("SELECT pg_advisory_unlock(@MigrationLock)", new { MigrationLock });
        }
        catch (NpgsqlException fault)
        {
            throw refusal.Of(fault);
        }
    }

    /// <summary>By itself, since DbUp is loaded for whatever names it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Upgrade(NpgsqlConnection one) =>
        Migrations.Run(Dialect, DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(source)),
            () => one.Query<string>(Migrations.Contractions));

    private static IEnumerable<string> ReadJournal(NpgsqlConnection one) =>
        one.ExecuteScalar<bool>("SELECT to_regclass('schemaversions') IS NOT NULL")
            ? one.Query<string>(Migrations.Journal) : [];

    public void Dispose() => source.Dispose();

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
