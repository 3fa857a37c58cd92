using System.Globalization;
using System.Text;
using DigestMailer.Benchmarks.Meaning;
using DigestMailer.Papers;

namespace DigestMailer.Benchmarks;

/// <summary>
/// Papers without sense, of English words that are as unevenly common as those of a language (Zipf), the same on every
/// run. Made words of letters and digits would be cut into twice as many parts and pieces as those of real abstracts.
/// </summary>
internal static class MadePapers
{
    public static readonly DateOnly Day = new(2026, 1, 5);

    // A query may take a shorter one for an operator.
    private const int ShortestWord = 4;

    private static readonly string[] Words =
        [.. Encoding.UTF8.GetString(TeacherPackage.Vocabulary).ReplaceLineEndings("\n").Split('\n')
            .Where(word => word.Length >= ShortestWord && word.All(char.IsAsciiLetterLower))];

    private static readonly double[] Sums = Sum();

    public static List<Listing> Listings(int count, int wordsInAbstract = 150)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i => new Listing
        {
            Source = "bench",
            SourceId = string.Create(CultureInfo.InvariantCulture, $"p{i}"),
            Edition = Day,
            Title = $"Study {i.ToString(CultureInfo.InvariantCulture)} of {Text(random, 6)}",
            Abstract = Text(random, wordsInAbstract),
            Authors = [Author(random), Author(random), Author(random)],
            Categories = [$"cs.A{random.Next(20)}"],
            Votes = random.Next(80),
            Url = $"https://example.org/{i}",
        })];
    }

    /// <summary>Papers of a day that differ from all others.</summary>
    public static List<Listing> Of(Random random, DateTimeOffset day, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Listing
        {
            Source = "lab",
            SourceId = string.Create(CultureInfo.InvariantCulture, $"{day:MMdd}-{i}-{random.Next():x8}"),
            Edition = DateOnly.FromDateTime(day.Date),
            Title = $"Study {random.Next():x8} of {Text(random, 6)}",
            Abstract = Text(random, 150),
            Authors = [Author(random), Author(random), Author(random)],
            Categories = [$"cs.A{random.Next(20)}"],
            Votes = random.Next(80),
            Url = $"https://example.org/{random.Next():x8}",
        })];

    /// <summary>A word, the common ones often.</summary>
    public static string Word(Random random) =>
        Named(Array.BinarySearch(Sums, random.NextDouble() * Sums[^1]) is var place && place < 0 ? ~place : place);

    /// <summary>The word of a rank, 0 the commonest.</summary>
    public static string Named(int rank) => Words[rank];

    private static string Text(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(random)));

    private static string Author(Random random) => $"{(char)('A' + random.Next(26))}. Name{random.Next(5000)}";

    private static double[] Sum()
    {
        var sum = 0.0;
        return [.. Enumerable.Range(1, Words.Length).Select(rank => sum += 1.0 / rank)];
    }
}
