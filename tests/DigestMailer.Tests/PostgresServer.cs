using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dapper;
using DigestMailer.Storage.Postgres;
using Npgsql;

namespace DigestMailer.Tests;

/// <summary>
/// A PostgreSQL server of its own on loopback, in a folder that goes with it; tests that need one are skipped, saying
/// so, where it is not installed.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private static readonly Lazy<PostgresServer> Started = new(() => new PostgresServer());
    private readonly string folder = Directory.CreateTempSubdirectory("digestmailer-pg-").FullName;
    private readonly Lazy<string> template;
    private int databases;

    private PostgresServer()
    {
        Port = FreePort();
        Run("chmod", ["755", folder]);
        Run("install",
            IsRoot ? ["-d", "-m700", "-o", "postgres", $"{folder}/data"] : ["-d", "-m700", $"{folder}/data"]);
        AsPostgres($"{Binaries}/initdb", "-D", $"{folder}/data", "-U", "digest", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync", "--no-instructions");
        Start();
        template = new Lazy<string>(MakeTemplate);
    }

    /// <summary>The server that the tests of one run share, started by the first that asks.</summary>
    public static PostgresServer Shared
    {
        get
        {
            Assume.That(File.Exists($"{Binaries}/initdb"),
                $"PostgreSQL 15 is not in {Binaries}; tests/setup installs it.");
            return Started.Value;
        }
    }

    public int Port { get; }

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>A server that no other test has, for those that stop it.</summary>
    public static PostgresServer OfOwn()
    {
        _ = Shared;
        return new PostgresServer();
    }

    public static void StopShared()
    {
        if (Started.IsValueCreated)
        {
            Started.Value.Dispose();
        }
    }

    public void Start() =>
        AsPostgres($"{Binaries}/pg_ctl", "-D", $"{folder}/data", "-w", "-t", "30", "-l", $"{folder}/data/server.log",
            "-o",
            $"-c listen_addresses=127.0.0.1 -p {Port} -k {folder}/data -c fsync=off -c synchronous_commit=off"
                + " -c full_page_writes=off -c max_connections=200 -c shared_buffers=16MB -c wal_level=minimal"
                + " -c max_wal_senders=0 -c autovacuum=off -c jit=off -c max_parallel_workers_per_gather=0",
            "start");

    public void Stop(string mode = "immediate") =>
        AsPostgres($"{Binaries}/pg_ctl", "-D", $"{folder}/data", "-m", mode, "-w", "stop");

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=digest;Database={database};Max Auto Prepare=0";

    /// <summary>Makes a database with all migrations and says how to connect to it.</summary>
    public string NewDatabase() => NewDatabase(template.Value);

    /// <summary>Makes a database with nothing in it.</summary>
    public string NewEmptyDatabase() => NewDatabase("template0");

    private string NewDatabase(string from)
    {
        var name = $"test{Interlocked.Increment(ref databases)}";
        // Its files are copied: the default, to log each page of them, takes five times as long.
        Execute($"CREATE DATABASE {name} TEMPLATE {from} STRATEGY FILE_COPY");
        return ConnectionString(name);
    }

    public void Drop(string connectionString) =>
        Execute($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    private string MakeTemplate()
    {
        Execute("CREATE DATABASE migrated");
        using var database = new PostgresDatabase(ConnectionString("migrated") + ";Pooling=false");
        database.Migrate();
        return "migrated";
    }

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        connection.Execute(sql);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void AsPostgres(string program, params string[] arguments)
    {
        string[] command = [program, .. arguments];
        Run("setpriv",
            IsRoot ? ["--reuid=postgres", "--regid=postgres", "--init-groups", "env", "-C", folder, $"HOME={folder}",
                .. command] : ["env", "-C", folder, .. command]);
    }

    private static void Run(string program, IEnumerable<string> arguments)
    {
        // A shell closes the streams: the server would inherit ours and keep whoever reads them waiting.
        var start =
            new ProcessStartInfo(
                "/bin/sh")
            { ArgumentList = { "-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh", program } };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', start.ArgumentList.Skip(4))}");
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        Stop();
        Directory.Delete(folder, recursive: true);
    }
}
