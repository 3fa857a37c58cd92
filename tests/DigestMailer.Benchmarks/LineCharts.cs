using System.Globalization;
using System.Text;

namespace DigestMailer.Benchmarks;

/// <summary>Charts of lines, one below the other, as a picture (SVG).</summary>
internal static class LineCharts
{
    private const int Width = 760;
    private const int Height = 200;
    private const int Left = 70;
    private const int Top = 30;
    private const int Apart = Height + 70;

    // More would run into each other.
    private const int MostMarks = 10;

    private static readonly string[] Colors = ["#1b5e9e", "#c2571a", "#3a7d34", "#7b3f99"];

    public static string Of(IReadOnlyList<Chart> charts)
    {
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width + Left + 30} {(charts.Count * Apart) + 10}"
            font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>
            """);
        foreach (var (place, chart) in charts.Index())
        {
            Draw(svg, Top + (place * Apart), chart);
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static void Draw(StringBuilder svg, int top, Chart chart)
    {
        var most = chart.Lines.Max(line => line.Values.Max()) is var highest and > 0 ? highest * 1.15 : 1;
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{top - 10}\">{chart.Title}</text>");
        for (var mark = 0; mark <= 4; mark++)
        {
            var y = top + Height - (Height * mark / 4);
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"<path d=\"M{Left} {y}h{Width}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{y + 4}\" "
                + $"text-anchor=\"end\">{Number(most * mark / 4)}</text>");
        }

        var every = Math.Max(1, (chart.At.Count + MostMarks - 1) / MostMarks);
        foreach (var (place, at) in chart.At.Index().Where(mark => mark.Index % every == 0))
        {
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"<text x=\"{X(place):0.#}\" y=\"{top + Height + 16}\" text-anchor=\"middle\">{at}</text>");
        }

        foreach (var (number, line) in chart.Lines.Index())
        {
            var color = Colors[number % Colors.Length];
            var points = line.Values.Select((value, place) => string.Create(CultureInfo.InvariantCulture,
                $"{X(place):0.#},{Y(value):0.#}"));
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""
                <polyline fill="none" stroke="{color}" stroke-width="2" points="{string.Join(' ', points)}"/>
                """);
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""
                <text x="{Left + Width}" y="{Y(line.Values[^1]) - 6:0}" text-anchor="end"
                fill="{color}">{line.Name}</text>
                """);
        }

        double X(int place) => Left + (Width * (place + 0.5) / chart.At.Count);

        double Y(double value) => top + Height - (Height * value / most);
    }

    private static string Number(double value) =>
        value.ToString(value >= 10 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}

/// <summary>One chart.</summary>
/// <param name="At">What the points of each line stand for, from left to right, as far apart as each other.</param>
internal sealed record Chart(string Title, IReadOnlyList<string> At, params IReadOnlyList<Line> Lines);

/// <summary>A line of a chart, with a value for each of its points.</summary>
internal sealed record Line(string Name, IReadOnlyList<double> Values);
