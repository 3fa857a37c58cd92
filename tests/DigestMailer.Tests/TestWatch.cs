using System.Collections.Concurrent;
using System.Diagnostics;
using NUnit.Framework.Interfaces;

[assembly: DigestMailer.Tests.TestWatch]

namespace DigestMailer.Tests;

/// <summary>
/// Ends the run if a test, or the run as a whole, takes too long. The names of the tests that were running go to
/// standard error and into the file DIGESTMAILER_HUNG names, from which tests/run prints its last line.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestWatchAttribute : Attribute, ITestAction
{
    private static readonly TimeSpan ForATest = Limit("DIGESTMAILER_TEST_LIMIT", TimeSpan.FromMinutes(6));
    private static readonly TimeSpan ForTheRun = Limit("DIGESTMAILER_RUN_LIMIT", TimeSpan.FromMinutes(60));
    private static readonly ConcurrentDictionary<string, Stopwatch> Running = new();
    private static readonly Stopwatch Run = Stopwatch.StartNew();

    private static readonly Timer Watch =
        new(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
        GC.KeepAlive(Watch);
        Running[test.FullName] = Stopwatch.StartNew();
    }

    public void AfterTest(ITest test) => Running.TryRemove(test.FullName, out _);

    private static void Look()
    {
        // At full size a single test may take hours.
        if (Scale.Full || Debugger.IsAttached)
        {
            return;
        }

        var late = Running.Where(test => test.Value.Elapsed > ForATest).ToList();
        if (Run.Elapsed > ForTheRun && late.Count == 0)
        {
            End($"the run took more than {ForTheRun.TotalMinutes:0} minutes, at last in", Running);
        }
        else if (late.Count > 0)
        {
            End("hung:", late);
        }
    }

    private static void End(string what, IEnumerable<KeyValuePair<string, Stopwatch>> tests)
    {
        var line = $"{what} {string.Join(", ", tests.Select(test =>
            $"{test.Key} (for {test.Value.Elapsed.TotalSeconds:0} s)"))}";
        Console.Error.WriteLine(line);
        if (Environment.GetEnvironmentVariable("DIGESTMAILER_HUNG") is { Length: > 0 } file)
        {
            File.WriteAllText(file, line + "\n");
        }

        Process.GetCurrentProcess().Kill();
    }

    private static TimeSpan Limit(string variable, TimeSpan otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var seconds)
            ? TimeSpan.FromSeconds(seconds) : otherwise;
}
