using System.Globalization;
using DigestMailer.Web.Reading;

namespace DigestMailer.Benchmarks;

/// <summary>
/// Visitors of the pages, eight at a time, who open lists and papers, search for words that nobody searched for, read
/// feeds, and often leave before the answer. The same visits in every run.
/// </summary>
internal sealed class Visitors(string address, IReadOnlyList<string> papers) : IDisposable
{
    private const int AtOnce = 8;

    /// <summary>One visitor in seven leaves early, and so do all of the first after a gathering.</summary>
    private const int Impatient = 7;

    private readonly Random random = new(2);
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private int answered;
    private int left;
    private int failed;

    public async Task ComeAsync(int requests, DateOnly today)
    {
        var visits = Enumerable.Range(0, requests).Select(number => (Path: Some(today),
            Leaves: number < AtOnce || random.Next(Impatient) == 0 ? random.Next(1, 40) : 0)).ToList();
        // All of the first leave, so that what they asked for is made for nobody.
        await VisitAsync(visits[..Math.Min(AtOnce, requests)]);
        await VisitAsync(visits[Math.Min(AtOnce, requests)..]);
    }

    private Task VisitAsync(IEnumerable<(string Path, int Leaves)> visits) => Parallel.ForEachAsync(visits,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (visit, _) =>
        {
            using var patience = visit.Leaves == 0 ? new CancellationTokenSource()
                : new CancellationTokenSource(TimeSpan.FromMilliseconds(visit.Leaves));
            try
            {
                using var answer = await http.GetAsync(new Uri(address + visit.Path), patience.Token);
                Interlocked.Increment(ref (int)answer.StatusCode >= 500 ? ref failed : ref answered);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref left);
            }
        });

    private string Some(DateOnly today) => random.Next(20) switch
    {
        0 => "/",
        1 => "/archive",
        2 or 3 => $"/editions/{Text(today.AddDays(-random.Next(31)))}",
        4 => "/editions/" + Period.MonthOf(today.AddDays(-random.Next(31))).Name,
        5 => "/topics",
        6 => "/feeds/all.atom",
        7 or 8 => $"/feeds/search.atom?q={MadePapers.Word(random)}+{MadePapers.Word(random)}",
        9 or 10 => "/papers/" + Paper(),
        11 => $"/papers/{Paper()}.bib",
        12 => "/subscribe",
        13 => "/status",
        14 => $"/search?q=like:{Paper()}",
        _ => $"/search?q={MadePapers.Word(random)}+OR+{MadePapers.Word(random)}",
    };

    private string Paper() => Uri.EscapeDataString(papers[random.Next(papers.Count)]);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public override string ToString() =>
        $"{answered:N0} requests answered, {left:N0} given up by the visitor, {failed} answered with 5xx";

    public void Dispose() => http.Dispose();
}
