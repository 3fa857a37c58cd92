namespace DigestMailer.Benchmarks.Pages;

/// <summary>How memory and rates of the pages grow with the archive, after somebody has read all of it.</summary>
internal static class PagesGrowth
{
    private static readonly int[] Days = [8, 31, 122, 366];
    private static readonly (string Name, string Path)[] Visited =
        [("front page", "/"), ("a search", $"/search?q={MadePapers.Named(100)}"), ("a feed", "/feeds/all.atom")];

    public static async Task RunAsync(string program, int requests, string? picture, CancellationToken cancel)
    {
        var report = new Report();
        var curves = new OrderedDictionary<string, List<Point>>();
        foreach (var days in Days)
        {
            using var archive = await Archive.MakeAsync(days);
            await using var site = await archive.ServeAsync(program);
            Note(days, "start", "ms", site.Start.TotalMilliseconds);
            Note(days, "the slowest page of a crawl", "ms",
                (await Crawl.RunAsync(site.Address, days)).TotalMilliseconds);
            Note(days, "memory after it, at the most", "MB", site.Peak);
            foreach (var (name, path) in Visited)
            {
                await ApacheBench.RunAsync(site.Address + path, requests / 2);
                Note(days, name, "requests/s", (await ApacheBench.RunAsync(site.Address + path, requests)).Rate);
            }
        }

        foreach (var (what, points) in curves)
        {
            report.Add(new Curve(what, points));
        }

        report.Show();
        await report.DrawAsync(picture, cancel);

        void Note(int days, string what, string unit, double value)
        {
            report.Add($"{days} days: {what}", unit, [value]);
            curves.TryAdd($"{what}, {unit}, by days of the archive", []);
            curves[$"{what}, {unit}, by days of the archive"].Add(new Point(days, value));
        }
    }
}
