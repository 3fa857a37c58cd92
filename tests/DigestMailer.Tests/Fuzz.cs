using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DigestMailer.Tests;

/// <summary>
/// Feeds a reader with inputs made of good ones by structure: tokens are repeated, nested, spliced, dropped, swapped.
/// By default all targets share 60 seconds, with the same inputs in the same order in each run; DIGESTMAILER_FUZZ gives
/// other seconds and then chance chooses, and DIGESTMAILER_SEED repeats what failed.
/// </summary>
internal sealed partial class Fuzz(IReadOnlyList<string> seeds, int targets)
{
    private const int MostLength = 200_000;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    private static readonly string[] Hostile =
    [
        "\0", "\u202E", "\\uD800", "\uFEFF", "é", "🎉", "99999999999999999999", "-1", "1e400", "NaN", "null", "{}",
        "[]",
        "<![CDATA[", "]]>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "&#0;", "\\\\", "\\u0000", "$", "{", "}", "%00",
        "../../etc/passwd", "javascript:alert(1)", "\r\n\r\n", "\t", "=?utf-8?Q?=FF?=", "=\r\n", "\u2028", "(", ")",
        "\"",
    ];

    private readonly List<List<string>> good =
        [.. seeds.Select(seed => Token().Matches(seed).Select(match => match.Value).ToList())];

    /// <summary>Runs until its share of the time is over.</summary>
    /// <param name="read">Must neither throw nor take long, whatever it is given.</param>
    public void Run(Action<string> read)
    {
        var given = Environment.GetEnvironmentVariable("DIGESTMAILER_FUZZ");
        var share = TimeSpan.FromSeconds((int.TryParse(given, out var all) ? all : 60) / (double)targets);
        var only = int.TryParse(Environment.GetEnvironmentVariable("DIGESTMAILER_SEED"), out var repeated);
        var first = only ? repeated : given is null ? 1 : Environment.ProcessId * 1000;
        var (began, tried) = (Stopwatch.GetTimestamp(), 0);
        for (var seed = first; only ? seed == first : Stopwatch.GetElapsedTime(began) < share; seed++, tried++)
        {
            Try(read, seed);
        }

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tried} inputs from seed {first}"));
    }

    private void Try(Action<string> read, int seed)
    {
        var input = Make(new Random(seed));
        var began = Stopwatch.GetTimestamp();
        try
        {
            read(input);
        }
        catch (Exception fault)
        {
            Assert.Fail($"DIGESTMAILER_SEED={seed}: {fault}\n{Shown(input)}");
        }

        Assert.That(
            Stopwatch.GetElapsedTime(began), Is.LessThan(MostTime), $"DIGESTMAILER_SEED={seed}: {Shown(input)}");
    }

    private string Make(Random chance)
    {
        var tokens = new List<string>(good[chance.Next(good.Count)]);
        for (var change = chance.Next(1, 6); change > 0 && tokens.Count > 0; change--)
        {
            Change(tokens, chance);
        }

        var text = new StringBuilder();
        foreach (var token in tokens.TakeWhile(_ => text.Length < MostLength))
        {
            text.Append(token);
        }

        // As it comes out of the bytes of an answer, which have no lone surrogates.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString(0, Math.Min(text.Length, MostLength))));
    }

    private void Change(List<string> tokens, Random chance)
    {
        var from = chance.Next(tokens.Count);
        var count = Math.Min(chance.Next(1, chance.Next(2, 40)), tokens.Count - from);
        var span = tokens.GetRange(from, count);
        switch (chance.Next(7))
        {
            case 0:
                tokens.InsertRange(from, Times(span, chance.Next(2, chance.Next(3, 3000))));
                break;
            case 1:
                var depth = chance.Next(2, chance.Next(3, 3000));
                tokens.InsertRange(from + count, Times([tokens[chance.Next(tokens.Count)]], depth));
                tokens.InsertRange(from, Times([tokens[from]], depth));
                break;
            case 2:
                var other = good[chance.Next(good.Count)];
                tokens.InsertRange(from, other.Skip(chance.Next(other.Count)).Take(chance.Next(1, 40)));
                break;
            case 3:
                tokens.RemoveRange(from, count);
                break;
            case 4:
                tokens[from] = Hostile[chance.Next(Hostile.Length)];
                break;
            case 5:
                var sign = Hostile[chance.Next(Hostile.Length)];
                tokens.InsertRange(from, Times([sign], chance.Next(1, chance.Next(2, 2000))));
                break;
            default:
                var to = chance.Next(tokens.Count);
                (tokens[from], tokens[to]) = (tokens[to], tokens[from]);
                break;
        }
    }

    private static IEnumerable<string> Times(List<string> span, int times) =>
        Enumerable.Repeat(span, Math.Min(times, 1 + (MostLength / Math.Max(1, span.Sum(token => token.Length)))))
            .SelectMany(one => one).Take(MostLength);

    private static string Shown(string input) => input.Length <= 2000 ? input : input[..2000] + "...";

    [GeneratedRegex(@"</?[\w:.-]+|\w+|\s+|[^\w\s]", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
