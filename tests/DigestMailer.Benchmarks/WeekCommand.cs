using System.CommandLine;

namespace DigestMailer.Benchmarks;

/// <summary><c>week</c>: how much a database grows in a week of daily digests, and how long its plans take.</summary>
internal sealed class WeekCommand : Command
{
    private readonly Option<int> scale =
        new("--scale") { Description = "Readers.", DefaultValueFactory = _ => 100_000 };
    private readonly Option<int> sets = new("--sets") { Description = "Topic sets.", DefaultValueFactory = _ => 5000 };
    private readonly Option<int> days =
        new("--days")
        {
            Description = "Days that are simulated; the figures are of a day.",
            DefaultValueFactory = _ => 7
        };
    private readonly Option<bool> sqlite = new("--sqlite") { Description = "On SQLite instead of PostgreSQL." };

    public WeekCommand()
        : base("week",
            "Readers in eight zones with topic sets of their own, planned for at their slots with a clock that is set, "
                + "and mail that is accepted without SMTP: sizes, rows a day, planning, what retention leaves.")
    {
        Options.Add(scale);
        Options.Add(sets);
        Options.Add(days);
        Options.Add(sqlite);
        SetAction(
            (arguments, _) =>
                ActAsync(arguments.GetValue(scale), arguments.GetValue(sets), arguments.GetValue(days),
                    arguments.GetValue(sqlite)));
    }

    private static async Task<int> ActAsync(int readers, int sets, int days, bool sqlite)
    {
        using var server = sqlite ? null : new PostgresHere();
        await using var week = new Week(readers, sets, server?.ConnectionString);
        await week.RunAsync(days);
        return 0;
    }
}
