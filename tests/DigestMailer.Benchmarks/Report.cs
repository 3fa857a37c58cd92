using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace DigestMailer.Benchmarks;

/// <summary>The figures of a run, as a table and a file.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<Figure> figures = [];
    private readonly List<Curve> curves = [];

    /// <summary>Median and spread of several runs.</summary>
    public void Add(string what, string unit, IReadOnlyList<double> values, string? target = null)
    {
        var sorted = values.Order().ToList();
        var figure = new Figure(what, unit, sorted[sorted.Count / 2], sorted[0], sorted[^1], sorted.Count, target);
        figures.Add(figure);
        Console.Error
            .WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"  {what}: {figure.Median:0.###} {unit} ({figure.Least:0.###} to {figure.Most:0.###})"));
    }

    public void Add(Curve curve) => curves.Add(curve);

    public void Show()
    {
        var table = new Table().AddColumns("what", "median", "least", "most", "unit", "at least (aim)");
        foreach (var one in figures)
        {
            table.AddRow(Markup.Escape(one.What), Number(one.Median), Number(one.Least), Number(one.Most), one.Unit,
                one.Target ?? "");
        }

        AnsiConsole.Write(table);
        foreach (var curve in curves)
        {
            var chart = new BarChart().Width(70).Label(Markup.Escape(curve.What));
            AnsiConsole.Write(
                curve.Points
                    .Aggregate(chart, (bars, point) => bars.AddItem($"{point.At:N0}", Math.Round(point.Value, 3))));
        }

        AnsiConsole.WriteLine(Machine());
    }

    public Task SaveAsync(string file, CancellationToken cancel) =>
        File.WriteAllTextAsync(file,
            JsonSerializer.Serialize(
                new
                {
                    date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    machine = Machine(),
                    figures,
                    curves
                }, Format), cancel);

    /// <summary>The curves as a picture (SVG), if a file is named for it.</summary>
    public Task DrawAsync(string? file, CancellationToken cancel) => file is null ? Task.CompletedTask
        : File.WriteAllTextAsync(file, LineCharts.Of([.. curves.Select(curve => new Chart(curve.What,
            [.. curve.Points.Select(point => point.At.ToString("N0", CultureInfo.InvariantCulture))],
            new Line("", [.. curve.Points.Select(point => point.Value)])))]), cancel);

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "N0" : "0.###", CultureInfo.InvariantCulture);

    private static string Machine() =>
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB";

    private sealed record Figure(string What, string Unit, double Median, double Least, double Most, int Runs,
        string? Target);
}

/// <summary>How something grows.</summary>
internal sealed record Curve(string What, IReadOnlyList<Point> Points);

/// <summary>One place of a curve.</summary>
internal sealed record Point(int At, double Value);
