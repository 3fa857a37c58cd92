using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace DigestMailer.Storage.Backups;

/// <summary>Runs <c>pg_dump</c> and <c>pg_restore</c> on the database of a connection string.</summary>
internal sealed class PostgresTools(string connectionString)
{
    private readonly NpgsqlConnectionStringBuilder settings = new(connectionString);

    public Task DumpAsync(string file, CancellationToken cancel) =>
        RunAsync("pg_dump",
            ["--format=custom", "--no-password", "--no-owner", "--no-privileges", "--exclude-table-data=qrtz_*",
                $"--file={file}"],
            cancel);

    /// <summary>All of the file or nothing.</summary>
    public Task RestoreAsync(string file, CancellationToken cancel) =>
        RunAsync("pg_restore",
            ["--single-transaction", "--exit-on-error", "--no-password", "--no-owner", "--no-privileges",
                $"--dbname={settings.Database ?? settings.Username}", file],
            cancel);

    private async Task RunAsync(string program, string[] arguments, CancellationToken cancel)
    {
        using var process = Start(program, arguments);
        try
        {
            var complaint = await process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
            {
                var lines = complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                var line = lines.FirstOrDefault(one => one.Contains("error:", StringComparison.Ordinal))
                    ?? lines.FirstOrDefault(program + " gave no reason");
                throw new RefusedException($"{line.TrimEnd('.')}. Nothing was kept.");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        foreach (var (name, value) in Environment().Where(variable => !string.IsNullOrEmpty(variable.Value)))
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new RefusedException(
                $"{program} was not found. Install the client programs of PostgreSQL (Debian: postgresql-client).");
        }
    }

    /// <summary>The password goes through the environment: everybody on the machine can read arguments.</summary>
    private IEnumerable<(string Name, string? Value)> Environment() =>
    [
        ("PGHOST", settings.Host),
        ("PGPORT", settings.Port.ToString(CultureInfo.InvariantCulture)),
        ("PGUSER", settings.Username),
        ("PGPASSWORD", settings.Password),
        ("PGPASSFILE", settings.Passfile),
        ("PGDATABASE", settings.Database),
        ("PGSSLMODE", SslMode()),
        ("PGSSLROOTCERT", settings.RootCertificate),
    ];

    private string SslMode() => settings.SslMode switch
    {
        Npgsql.SslMode.VerifyCA => "verify-ca",
        Npgsql.SslMode.VerifyFull => "verify-full",
        var mode => mode.ToString().ToLowerInvariant(),
    };
}
