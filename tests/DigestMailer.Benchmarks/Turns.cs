namespace DigestMailer.Benchmarks;

/// <summary>Figures that are measured several times, in turns with others.</summary>
internal sealed class Turns
{
    private readonly OrderedDictionary<(string What, string Unit), List<double>> figures = [];

    public void Note(string what, string unit, double value)
    {
        figures.TryAdd((what, unit), []);
        figures[(what, unit)].Add(value);
    }

    /// <summary>Median and spread of each.</summary>
    public void Show()
    {
        var report = new Report();
        foreach (var ((what, unit), values) in figures)
        {
            report.Add(what, unit, values);
        }

        report.Show();
    }
}
