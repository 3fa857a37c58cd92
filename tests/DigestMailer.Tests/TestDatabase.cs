using DigestMailer.Storage;
using DigestMailer.Storage.Postgres;
using DigestMailer.Storage.Sqlite;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace DigestMailer.Tests;

/// <summary>
/// A migrated database of its own, gone after the test: SQLite, or the one that the test's fixture was made with
/// (<see cref="OnBothDatabases"/>).
/// </summary>
internal sealed class TestDatabase : IDisposable
{
    // Migrating costs more than most tests; each gets a copy of what it led to.
    private static readonly Lazy<byte[]> Migrated = new(Migrate);
    private readonly string? postgres;

    public TestDatabase()
    {
        ColumnTypes.Register();
        Folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        if (Provider() == StorageProvider.Postgres)
        {
            postgres = PostgresServer.Shared.NewDatabase();
            Database = new PostgresDatabase(postgres);
        }
        else
        {
            var file = Path.Combine(Folder, "test.db");
            File.WriteAllBytes(file, Migrated.Value);
            Database = new SqliteDatabase($"Data Source={file}");
        }
    }

    public string Folder { get; }

    public Database Database { get; }

    /// <summary>The settings by which another process opens it.</summary>
    public IReadOnlyDictionary<string, string> Settings => postgres is not null
        ? new Dictionary<string, string> { ["Storage:Provider"] = "Postgres", ["Storage:ConnectionString"] = postgres }
        : new Dictionary<string, string>
        {
            ["Storage:Provider"] = "Sqlite",
            ["Storage:ConnectionString"] = $"Data Source={Path.Combine(Folder, "test.db")}",
        };

    private static byte[] Migrate()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        var file = Path.Combine(folder, "migrated.db");
        using (var database = new SqliteDatabase($"Data Source={file}"))
        {
            database.Migrate();
        }

        // The last connection to close moves the write-ahead log into the file.
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var bytes = File.ReadAllBytes(file);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    private static StorageProvider Provider()
    {
        for (ITest? test = TestExecutionContext.CurrentContext.CurrentTest; test is not null; test = test.Parent)
        {
            if (test.Arguments.OfType<StorageProvider>().FirstOrDefault((StorageProvider)(-1)) is >= 0 and var provider)
            {
                return provider;
            }
        }

        return StorageProvider.Sqlite;
    }

    public void Dispose()
    {
        (Database as IDisposable)?.Dispose();
        if (postgres is not null)
        {
            PostgresServer.Shared.Drop(postgres);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
