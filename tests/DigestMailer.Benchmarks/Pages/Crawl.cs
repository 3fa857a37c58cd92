using System.Diagnostics;
using System.Globalization;

namespace DigestMailer.Benchmarks.Pages;

/// <summary>Somebody who reads the whole archive, the newest day first.</summary>
internal static class Crawl
{
    private const int Parts = 6;

    /// <returns>How long the slowest answer took.</returns>
    public static async Task<TimeSpan> RunAsync(string address, int days)
    {
        var slowest = TimeSpan.Zero;
        using var http = new HttpClient();
        for (var day = Archive.Now; day > Archive.Now.AddDays(-days); day = day.AddDays(-1))
        {
            foreach (var path in day.Day == 1 ? new[] { $"{day:yyyy-MM-dd}", $"{day:yyyy-MM}" } : [$"{day:yyyy-MM-dd}"])
            {
                for (var part = 1; part <= Parts; part++)
                {
                    var watch = Stopwatch.StartNew();
                    using var answer = await http.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture,
                        $"{address}/editions/{path}?page={part}")));
                    answer.EnsureSuccessStatusCode();
                    slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
                }
            }
        }

        return slowest;
    }
}
