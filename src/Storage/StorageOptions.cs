using System.ComponentModel.DataAnnotations;
using DigestMailer.Settings;

namespace DigestMailer.Storage;

/// <summary>Where the installation keeps its data.</summary>
internal sealed class StorageOptions
{
    /// <summary>
    /// Sqlite needs no server and serves tens of thousands of readers; Postgres is for several processes.
    /// </summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>An ADO.NET connection string; a relative SQLite path is taken from the current directory.</summary>
    [Required]
    public string ConnectionString { get; set; } = "Data Source=data/digestmailer.db";

    /// <summary>
    /// A file whose first line is the connection string, since that of PostgreSQL may contain a password; read at the
    /// start.
    /// </summary>
    [SecretFile(nameof(ConnectionString))]
    public string? ConnectionStringFile { get; set; }

    /// <summary>Nightly copies of the database; none by default.</summary>
    [Required]
    public BackupOptions Backups { get; set; } = new();
}

/// <summary>The databases that <see cref="StorageOptions.Provider"/> may name.</summary>
internal enum StorageProvider { Sqlite, Postgres }
