using DigestMailer.Storage;

namespace DigestMailer.Tests;

/// <summary>A migrated SQLite database in a folder of its own, gone after the test.</summary>
internal sealed class TestDatabase : IDisposable
{
    public TestDatabase()
    {
        ColumnTypes.Register();
        Folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        Database = new SqliteDatabase($"Data Source={Path.Combine(Folder, "test.db")}");
        Database.Migrate();
    }

    public string Folder { get; }

    public SqliteDatabase Database { get; }

    public void Dispose()
    {
        Database.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
