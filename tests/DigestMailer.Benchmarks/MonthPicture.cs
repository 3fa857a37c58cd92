using System.Globalization;
using System.Text;

namespace DigestMailer.Benchmarks;

/// <summary>What a process held by day, as a picture (SVG).</summary>
internal static class MonthPicture
{
    private const int Width = 760;
    private const int Height = 200;
    private const int Left = 60;
    private const int Top = 30;

    public static string Of(IReadOnlyList<Footprint> days)
    {
        var svg = new StringBuilder();
        var height = (3 * (Height + 60)) + 10;
        svg.AppendLine(CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width + 80} {height}" font-family="sans-serif"
            font-size="12"><rect width="100%" height="100%" fill="#fff"/>
            """);
        Chart(svg, 0, "Memory, MB", ("resident", "#1b5e9e", [.. days.Select(day => day.Resident)]),
            ("managed", "#c2571a", [.. days.Select(day => day.Managed)]));
        Chart(svg, 1, "Handles", ("", "#1b5e9e", [.. days.Select(day => (double)day.Handles)]));
        Chart(svg, 2, "Threads", ("", "#1b5e9e", [.. days.Select(day => (double)day.Threads)]));
        return svg.AppendLine("</svg>").ToString();
    }

    private static void Chart(StringBuilder svg, int place, string title,
        params (string Name, string Color, double[] Values)[] lines)
    {
        var top = Top + (place * (Height + 60));
        var most = lines.Max(line => line.Values.Max()) * 1.15;
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{top - 10}\">{title}, by day</text>");
        for (var mark = 0; mark <= 4; mark++)
        {
            var y = top + Height - (Height * mark / 4);
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"<path d=\"M{Left} {y}h{Width}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{y + 4}\" "
                + $"text-anchor=\"end\">{most * mark / 4:0}</text>");
        }

        foreach (var (name, color, values) in lines)
        {
            var points = values.Select((value, day) => Point(day, value));
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""
                <polyline fill="none" stroke="{color}" stroke-width="2" points="{string.Join(' ', points)}"/>
                """);
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""
                <text x="{Left + Width}" y="{Y(values[^1]) - 6:0}" text-anchor="end" fill="{color}">{name}</text>
                """);
        }

        string Point(int day, double value) => string.Create(CultureInfo.InvariantCulture,
            $"{Left + (Width * (day + 0.5) / lines[0].Values.Length):0.#},{Y(value):0.#}");

        double Y(double value) => top + Height - (Height * value / most);
    }
}
