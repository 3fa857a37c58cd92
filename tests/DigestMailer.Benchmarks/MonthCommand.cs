using System.CommandLine;
using System.Globalization;

namespace DigestMailer.Benchmarks;

/// <summary><c>month</c>: whether a service that runs for a month holds more than one that runs for a week.</summary>
internal sealed class MonthCommand : Command
{
    private const int Settled = 5;

    /// <summary>How much more the last days may hold than those after the fifth.</summary>
    private const double MostGrowth = 1.1;

    private readonly Option<int> days =
        new("--days") { Description = "Days that are simulated.", DefaultValueFactory = _ => 30 };
    private readonly Option<int> requests =
        new("--requests") { Description = "Of visitors, six times a day.", DefaultValueFactory = _ => 150 };
    private readonly Option<string?> picture =
        new("--picture") { Description = "A file for the picture (SVG)." };

    public MonthCommand()
        : base("month", "Memory, handles and threads by day, under visitors and with new papers every four hours. "
            + "Ends with 1 if the last days hold over a tenth more than those after the fifth.")
    {
        Options.Add(days);
        Options.Add(requests);
        Options.Add(picture);
        SetAction((arguments, cancel) => ActAsync(arguments.GetValue(days), arguments.GetValue(requests),
            arguments.GetValue(picture), cancel));
    }

    private static async Task<int> ActAsync(int days, int requests, string? picture, CancellationToken cancel)
    {
        await using var month = new Month();
        var measured = await month.RunAsync(days, requests);
        if (picture is not null)
        {
            await File.WriteAllTextAsync(picture, LineCharts.Of(Charts(measured)), cancel);
        }

        var (settled, last) = (measured.Skip(Settled).Take(Settled).ToList(), measured.TakeLast(Settled).ToList());
        if (settled.Count < Settled)
        {
            return 0;
        }

        var growth = last.Average(day => day.Resident) / settled.Average(day => day.Resident);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"The last {Settled} days held {growth:0.00} times what days {Settled + 1} to {2 * Settled} did."));
        return growth <= MostGrowth ? 0 : 1;
    }

    private static List<Chart> Charts(IReadOnlyList<Footprint> measured)
    {
        string[] days = [.. measured.Select(day => day.Day.ToString(CultureInfo.InvariantCulture))];
        return
        [
            new("Memory, MB, by day", days, new Line("resident", [.. measured.Select(day => day.Resident)]),
                new Line("managed", [.. measured.Select(day => day.Managed)])),
            new("Handles, by day", days, new Line("", [.. measured.Select(day => (double)day.Handles)])),
            new("Threads, by day", days, new Line("", [.. measured.Select(day => (double)day.Threads)])),
        ];
    }
}
