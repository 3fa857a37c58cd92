using System.Diagnostics;
using DigestMailer.Benchmarks.Sending;

namespace DigestMailer.Benchmarks;

/// <summary>
/// A PostgreSQL server with its durable settings, in a folder that goes with it; needs root, as the tests do.
/// </summary>
internal sealed class PostgresHere : IDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private readonly string folder = Directory.CreateTempSubdirectory("digestmailer-pg-").FullName;

    public PostgresHere()
    {
        var port = SmtpSink.FreePort();
        Shell($"chmod 755 {folder}; install -d -m700 -o postgres {folder}/data");
        AsPostgres($"{Binaries}/initdb -D {folder}/data -U digest -A trust -E UTF8 --locale=C.UTF-8 --no-instructions");
        AsPostgres(
            $"{Binaries}/pg_ctl -D {folder}/data -w -l {folder}/data/log -o '-c listen_addresses=127.0.0.1 -p {port} "
                + $"-k {folder}/data -c shared_buffers=512MB -c max_wal_size=4GB -c max_connections=200' start");
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=digest;Database=postgres";
    }

    public static bool IsInstalled => File.Exists($"{Binaries}/initdb");

    public string ConnectionString { get; }

    private void AsPostgres(string command) =>
        Shell($"setpriv --reuid=postgres --regid=postgres --init-groups env -C {folder} HOME={folder} {command}");

    private static void Shell(string command)
    {
        using var process = Process.Start("/bin/sh", ["-c", $"{{ {command}; }} </dev/null >/dev/null 2>&1"]);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"This failed: {command}");
        }
    }

    public void Dispose()
    {
        Npgsql.NpgsqlConnection.ClearAllPools();
        AsPostgres($"{Binaries}/pg_ctl -D {folder}/data -m immediate -w stop");
        Directory.Delete(folder, recursive: true);
    }
}
