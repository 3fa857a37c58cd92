using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using DigestMailer.Papers;
using DigestMailer.Tests.Architecture;

namespace DigestMailer.Tests;

/// <summary>Each regex of the program is fed repeats of its own tokens, and takes linear time.</summary>
internal sealed partial class RegexTimeTests
{
    private const int Length = 100_000;

    /// <summary>Quadratic time would be far more than this; linear time is a few milliseconds.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    [Test]
    public void Every_regex_reads_100_KB_of_its_own_tokens_in_linear_time()
    {
        var slow = new List<string>();
        var figures = new List<(TimeSpan Worst, string Line)>();
        foreach (var (name, regex, use) in Regexes())
        {
            var (worst, input) =
                Inputs(regex.ToString()).Select(input => (Time: TimeOf(regex, use, input), input)).Max();
            figures.Add((worst, $"{worst.TotalMilliseconds,8:0.0} ms  {name}"));
            // A busy machine may stop a thread for seconds, but not three times at the same place.
            if (worst > Most && TimeOf(regex, use, input) > Most && TimeOf(regex, use, input) > Most)
            {
                slow.Add($"{name} took {worst.TotalSeconds:0.0} s for {input[..20]}...");
            }
        }

        foreach (var (_, line) in figures.OrderDescending())
        {
            TestContext.Out.WriteLine(line);
        }

        Assert.That(slow, Is.Empty);
    }

    [Test]
    public void A_regex_that_backtracks_is_found() =>
        Assert.That(Inputs("(a+)+$").Max(input => TimeOf(new Regex("(a+)+$", default, Most), Find, input)),
            Is.GreaterThan(Most));

    private static int Find(Regex regex, string input) => regex.Count(input);

    private static int Ask(Regex regex, string input) => regex.IsMatch(input) ? 1 : 0;

    private static IEnumerable<(string Name, Regex Regex, Func<Regex, string, int> Use)> Regexes() =>
        from type in typeof(Paper).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public
            | BindingFlags.DeclaredOnly)
        where method.GetCustomAttribute<GeneratedRegexAttribute>() is not null
        select ($"{type.Namespace!["DigestMailer".Length..].TrimStart('.')}.{type.Name}.{method.Name}",
            (Regex)method.Invoke(null, null)!, UseOf(type, method.Name));

    /// <summary>
    /// Every match is looked for, except where the program only asks whether there is one: the time to find all grows
    /// with the square where each runs to the end of the text in search of a longer one.
    /// </summary>
    private static Func<Regex, string, int> UseOf(Type type, string method)
    {
        var calls = SourceCode.Files().Where(file => Path.GetFileNameWithoutExtension(file) == type.Name)
            .SelectMany(file => File.ReadLines(file))
            .Where(line => !line.Contains(" partial Regex ", StringComparison.Ordinal))
            .SelectMany(line => Call().Matches(line)).Where(call => call.Groups[1].Value == method)
            .Select(call => call.Groups[2].Value).ToList();
        return calls.Count > 0 && calls.TrueForAll(call => call == nameof(Regex.IsMatch)) ? Ask : Find;
    }

    /// <summary>Repeats of each token, ended by what fits nowhere; of neighbours; and of all of them.</summary>
    private static IEnumerable<string> Inputs(string pattern)
    {
        var tokens = Token().Matches(pattern).Select(token => Example(token.Value)).Where(text => text.Length > 0)
            .Concat(["a", " "]).Distinct().Take(24).ToList();
        foreach (var text in tokens.Concat(tokens.Zip(tokens.Skip(1), (one, next) => one + next))
            .Append(string.Concat(tokens)))
        {
            yield return Repeat(text);
            yield return Repeat(text) + "\u0001";
        }
    }

    private static string Repeat(string text) =>
        new StringBuilder().Insert(0, text, Length / text.Length).ToString();

    /// <summary>A text that a part of a pattern matches: itself, or a letter of its class.</summary>
    private static string Example(string token) => token switch
    {
        "\\d" => "1",
        "\\s" or "\\b" or "\\W" or "\\D" => " ",
        "\\w" or "\\S" => "a",
        "\\r" => "\r",
        "\\n" => "\n",
        "\\t" => "\t",
        ['\\', 'p' or 'P', ..] => "é",
        ['\\', var sign] => sign.ToString(),
        ['[', '^', ..] => "z",
        ['[', '\\', 's', ..] => " ",
        ['[', '\\', 'd', ..] => "1",
        ['[', '\\', 'w', ..] => "a",
        ['[', '\\', var sign, ..] => sign.ToString(),
        ['[', var sign, ..] => sign.ToString(),
        _ => token,
    };

    private static TimeSpan TimeOf(Regex regex, Func<Regex, string, int> use, string input)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            _ = use(regex, input);
            return Stopwatch.GetElapsedTime(began);
        }
        catch (RegexMatchTimeoutException)
        {
            return TimeSpan.FromHours(1);
        }
    }

    [GeneratedRegex(@"(\w+)\(\)(?:\.(\w+))?", RegexOptions.NonBacktracking)]
    private static partial Regex Call();

    [GeneratedRegex(@"\\[pP]\{\w+\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[\w -]+|[^\w\s()\[\]{}?*+|^$.\\]",
        RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
