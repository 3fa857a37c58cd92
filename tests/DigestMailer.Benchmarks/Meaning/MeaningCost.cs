using System.Diagnostics;
using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Meaning;
using DigestMailer.Topics.Queries;
using Spectre.Console;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>What meaning costs: new papers, distinct prose, readers with likes, memory and size.</summary>
internal static class MeaningCost
{
    private const int Papers = 1000;
    private const int Queries = 10_000;
    private const int Readers = 2000;
    private const double Megabyte = 1e6;

    public static Table Table(IReadOnlyList<PoolPaper> pool, MeaningTable table)
    {
        var shown = new Table().AddColumns("cost", "CPU seconds", "at most");
        var papers = new MeaningWorld(pool.Where(paper => paper.Set == "arxiv").Take(Papers), null).Papers;
        List<(string, string)> texts = [.. papers.Select(paper => (paper.Title, paper.Abstract))];
        _ = new MeaningSpace(table, texts);
        Add(shown, $"vectors of {Papers:N0} new papers", "1", () => new MeaningSpace(table, texts));
        var index = TopicIndex.Build(papers, frame: new MeaningFrame(table, null));
        var prose = Prose(pool).Select(text => TopicQuery.Parse($"about:\"{text}\"").Query!).ToList();
        index.Find(TopicQuery.Parse("about:\"something before\"").Query!);
        Add(shown, $"{prose.Count:N0} distinct about: over {Papers:N0} papers", "1",
            () => prose.Sum(query => index.Find(query).Count));
        var play = PapersInPlay.Of(papers, frame: new MeaningFrame(table, null));
        foreach (var paper in papers)
        {
            play.Index.Likeness.Know(paper.Key, paper);
        }

        var random = new Random(3);
        var sets = Enumerable.Range(0, Readers).Select(_ => TopicSet.Create([], [],
            Enumerable.Range(0, 10).Select(_ => papers[random.Next(papers.Count)].Key))).ToList();
        Add(shown, $"tastes of {Readers:N0} readers with ten likes each", "",
            () => sets.Sum(set => Taste.Of(play, set)!.For(papers[0])));
        var month = pool.Select(paper => (paper.Title, paper.Abstract)).ToList();
        Add(shown, $"vectors made of {month.Count:N0} papers (Latent), each night", "", () => LatentMeaning.Fit(month));
        AddPlans(shown);
        AddSizes(shown, papers, month);
        return shown;
    }

    private static void AddPlans(Table shown)
    {
        var (shared, likes, queries) = LikesPlan.MeasureAsync().GetAwaiter().GetResult();
        shown.AddRow($"a plan for {LikesPlan.Readers:N0} readers with 200 topic sets", Number(shared), "");
        shown.AddRow("  of whom a tenth have a query of their own", Times(queries, shared), "");
        shown.AddRow("  of whom a tenth like ten papers each", Times(likes, shared), "1.3 times");
    }

    private static string Times(double value, double than) => $"{Number(value)}, {Number(value / than)} times";

    /// <summary>
    /// What stays in memory once papers, prose and tastes were compared, with the table and without.
    /// </summary>
    private static void AddSizes(Table shown, IReadOnlyList<Paper> papers, IReadOnlyList<(string, string)> month)
    {
        var file = new FileInfo(Path.Combine(AppContext.BaseDirectory, MeaningOptions.ShippedTable));
        Held(papers, month, () => null);
        var words = Held(papers, month, () => null);
        var both = Held(papers, month, () => MeaningTable.Load(file.FullName).Table);
        shown.AddRow("memory of words alone: MB", Number(words / Megabyte), "");
        shown.AddRow("  and of the table with what it brings: MB", Number((both - words) / Megabyte), "30");
        shown.AddRow("published size of the table: MB", Number(file.Length / Megabyte), "6");
    }

    /// <summary>Bytes, all of which are garbage once it returns, so that the next measure begins where this did.
    /// </summary>
    private static double Held(IReadOnlyList<Paper> papers, IReadOnlyList<(string, string)> month,
        Func<MeaningTable?> load)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var table = load();
        var play = PapersInPlay.Of(papers, frame: new MeaningFrame(table, new Backdrop(month, month.Count, table)));
        foreach (var paper in papers)
        {
            play.Index.Likeness.Know(paper.Key, paper);
            _ = play.Index.Find(TopicQuery.Parse($"about:\"{paper.Title.Replace("\"", "", StringComparison.Ordinal)}\"")
                .Query!);
            _ = Taste.Of(play, TopicSet.Create([], [], [paper.Key]));
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(play);
        return after - before;
    }

    /// <summary>Six words in a row from abstracts, each time others.</summary>
    private static IEnumerable<string> Prose(IReadOnlyList<PoolPaper> pool) => pool.SelectMany(paper =>
            paper.Abstract.Replace("\"", "", StringComparison.Ordinal)
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(7).Take(12)
                .Where(words => words.Length == 7).Select(words => string.Join(' ', words)))
        .Distinct(StringComparer.Ordinal).Take(Queries);

    private static void Add<T>(Table shown, string what, string most, Func<T> work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        GC.KeepAlive(work());
        var spent = Process.GetCurrentProcess().TotalProcessorTime - before;
        shown.AddRow(Markup.Escape(what), Number(spent.TotalSeconds), most);
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
