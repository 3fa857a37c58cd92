using System.Text.Json;
using DigestMailer.Service;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;

namespace DigestMailer.Tests.Service;

/// <summary>The form of the log: one line an entry, with time and level, without addresses.</summary>
internal sealed class LogTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 2, 7, 0, 5, TimeSpan.Zero));

    [Test]
    public void An_entry_is_one_line_with_time_level_and_round() =>
        Assert.That(Written(Line(LogSetup.Line), LogLevel.Warning, "Source lab:\n  down\r\n", round: "gathering"),
            Is.EqualTo("2026-03-02T07:00:05Z warn  gathering: Source lab: down\n"));

    [TestCase(LogLevel.Information, "<6>")]
    [TestCase(LogLevel.Warning, "<4>")]
    [TestCase(LogLevel.Error, "<3>")]
    [TestCase(LogLevel.Critical, "<2>")]
    [TestCase(LogLevel.Debug, "<7>")]
    public void Systemd_gets_its_priorities(LogLevel level, string priority) =>
        Assert.That(Written(Line(LogSetup.Systemd), level, "Ready"), Is.EqualTo($"{priority}Ready\n"));

    [Test]
    public void A_fault_is_on_the_line_and_its_trace_only_at_debug()
    {
        var fault = Assert.Catch(() => throw new InvalidOperationException("no\nidea"));
        Assert.That(Written(Line(LogSetup.Line), LogLevel.Error, "It failed.", fault),
            Does.EndWith("It failed: no idea (in LogTests)\n"));
        Assert.That(Written(new LogLine(LogSetup.Line, new LogStyle(true), Clock), LogLevel.Error, "It failed.", fault),
            Does.Contain("InvalidOperationException").And.Contain("LogTests.cs"));
    }

    [Test]
    public void Json_is_one_object_a_line()
    {
        var line = Written(new LogJson(new LogStyle(false), Clock), LogLevel.Information, "Ready", round: "planning");
        Assert.That(line.TrimEnd('\n'), Does.Not.Contain("\n"));
        var entry = JsonDocument.Parse(line).RootElement;
        Assert.That(entry.GetProperty("level").GetString(), Is.EqualTo("info"));
        Assert.That(entry.GetProperty("round").GetString(), Is.EqualTo("planning"));
        Assert.That(entry.GetProperty("message").GetString(), Is.EqualTo("Ready"));
    }

    [TestCase("550 5.1.1 <ana@example.org>: no such user", "550 5.1.1 <(address)>: no such user")]
    [TestCase("to=bounce+42.kq3v@example.org refused", "to=(address) refused")]
    [TestCase("https://api.example.org/x?api_key=s3cret failed", "https://api.example.org/x?… failed")]
    [TestCase("https://me:pw@example.org/x failed", "https://example.org/x failed")]
    [TestCase("Listening on http://127.0.0.1:5000", "Listening on http://127.0.0.1:5000")]
    public void Addresses_and_secrets_of_other_parties_stay_out(string said, string kept) =>
        Assert.That(LogMask.Apply(said), Is.EqualTo(kept));

    private static LogLine Line(string name) => new(name, new LogStyle(false), Clock);

    private static string Written(ConsoleFormatter formatter, LogLevel level, string message, Exception? fault = null,
        string? round = null)
    {
        var scopes = new LoggerExternalScopeProvider();
        using var scope = round is null ? null : scopes.Push(new LogRound(round));
        using var page = scopes.Push("RequestPath:/unsubscribe/token");
        var text = new StringWriter { NewLine = "\n" };
        formatter.Write(new LogEntry<string>(level, "Test", default, message, fault, (state, _) => state), scopes,
            text);
        return text.ToString();
    }
}
