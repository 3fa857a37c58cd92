using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Benchmarks.People;

/// <summary><c>import</c>: a list of readers in and out again, compared with bare inserts into SQLite.</summary>
internal sealed class ImportCommand : Command
{
    private readonly Option<string[]> programs = new("--program")
    {
        Description = "A published program; several are measured in turns. Published here if left out.",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<int> rows = new("--rows") { Description = "Readers.", DefaultValueFactory = _ => 100_000 };
    private readonly Option<int> runs = new("--runs") { Description = "In turns.", DefaultValueFactory = _ => 3 };

    public ImportCommand()
        : base("import", "Time, CPU and memory of subscribers import and export, compared with bare inserts of the "
            + "same addresses into SQLite.")
    {
        foreach (var option in new Option[] { programs, rows, runs })
        {
            Options.Add(option);
        }

        SetAction((arguments, _) => ActAsync(arguments.GetValue(programs) ?? [], arguments.GetValue(rows),
            arguments.GetValue(runs)));
    }

    private static async Task ActAsync(string[] given, int rows, int runs)
    {
        var programs = given.Length > 0 ? given : [await Published.Program];
        var turns = new Turns();
        for (var run = 0; run < runs; run++)
        {
            turns.Note("bare inserts", "s", await BareAsync(rows));
            for (var number = 0; number < programs.Length; number++)
            {
                var whose = programs.Length == 1 ? "" : $"{number + 1}: ";
                var (import, export) = await RoundAsync(programs[number], rows);
                foreach (var (what, child) in new[] { ("import", import), ("export", export) })
                {
                    turns.Note(whose + what, "s", child.Time.TotalSeconds);
                    turns.Note(whose + what + ", CPU", "s", child.Cpu.TotalSeconds);
                    turns.Note(whose + what + ", memory", "MB", child.PeakMegabytes);
                }
            }
        }

        turns.Show();
    }

    private static async Task<(Child Import, Child Export)> RoundAsync(string program, int rows)
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-import-").FullName;
        try
        {
            var file = Path.Combine(folder, "readers.csv");
            await File.WriteAllLinesAsync(file, Lines(rows));
            string[] settings =
                [$"--Storage:ConnectionString=Data Source={folder}/import.db", "--Site:PostalAddress=1 Bench Road",
                    "--Delivery:From=digest@example.org"];
            return (
                await Child.RunAsync(program, ["subscribers", "import", file, "--confirmed", "--json", .. settings]),
                await Child.RunAsync(program, ["subscribers", "export", file + ".out", "--json", .. settings]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Lines(int rows) =>
        Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"reader{i}@example{i % 977}.org,Reader {i},speech;agents,{MadePapers.Named(i % 1000)} OR study,day,"
            + $"07:{i % 60:00},Europe/Berlin,10,form of 2025-03-04,confirmed"))
        .Prepend("email,name,topics,queries,every,at,zone,max,consent,state");

    /// <summary>The same addresses and names in one transaction of one prepared statement.</summary>
    private static async Task<double> BareAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-bare-").FullName;
        var watch = Stopwatch.StartNew();
        await using (var connection = new SqliteConnection($"Data Source={folder}/bare.db;Pooling=False"))
        {
            await connection.OpenAsync();
            using var create = connection.CreateCommand();
            create.CommandText = "CREATE TABLE readers (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT)";
            await create.ExecuteNonQueryAsync();
            await using var transaction = connection.BeginTransaction();
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO readers(email, name) VALUES ($email, $name)";
            var (email, name) = (insert.Parameters.Add("$email", SqliteType.Text),
                insert.Parameters.Add("$name", SqliteType.Text));
            for (var i = 0; i < rows; i++)
            {
                (email.Value, name.Value) = ($"reader{i}@example{i % 977}.org", $"Reader {i}");
                await insert.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }

        Directory.Delete(folder, recursive: true);
        return watch.Elapsed.TotalSeconds;
    }
}
