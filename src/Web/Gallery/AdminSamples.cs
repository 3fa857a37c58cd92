using DigestMailer.Papers;
using DigestMailer.Service;
using DigestMailer.Subscribers;
using DigestMailer.Today;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;
using DigestMailer.Web.Admin;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Gallery;

/// <summary>
/// The operator's pages with a sample of all that they may show, and with as little as they may show.
/// </summary>
internal static class AdminSamples
{
    private static readonly string[] Topics = ["speech"];
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Page> All() => [.. Of(full: true), .. Of(full: false)];

    private static IEnumerable<Page> Of(bool full) =>
    [
        Framed("sign-in", full: false, new() { ["by_secret"] = true, ["provider"] = full ? "/" : null,
            ["fault"] = full ? "Sample" : null, ["who"] = "", ["back"] = "" }),
        Framed("message", full, new() { ["heading"] = "Sample", ["text"] = "Sample" }),
        Framed("today", full, TodayModel.Of(Report(full), full ? [Failure] : [], name => name == "asked", full)),
        Framed("readers", full, Found(full, "readers", ReaderModel.Line(new ReaderLine
        {
            Id = 1,
            Email = "a@example.org",
            Name = "Sample",
            State = "Confirmed",
            Every = "Day",
            CreatedAt = Now,
            IsSuppressed = true,
        }))),
        Framed("reader", full, Reader(full)),
        Framed("mail", full, Mail(full)),
        Framed("suppressions", full, Found(full, "suppressions", Suppressed(true), Suppressed(false))),
        Framed("topics", full, new()
        {
            ["days"] = 31,
            ["topics"] = full ? new[] { TopicModel.Line(Topic, 3) } : [],
        }),
        Framed("templates", full, new()
        {
            ["kinds"] = new[] { Choice(full) },
            ["languages"] = new[] { Choice(!full) },
            ["subject"] = "Sample",
            ["text"] = full ? "Sample" : null,
            ["as_text"] = "/",
            ["as_html"] = "/",
            ["body"] = "/",
        }),
        Framed("topic", full, TopicOf(full, full ? [Paper(1), Paper(2)] : [])),
        Framed("topic", full, TopicOf(full: true, [Paper(1)])),
        Framed("audit", full, new()
        {
            ["entries"] = full ? new[] { Entry(known: true), Entry(known: false) } : [],
            ["older"] = full ? 7 : null,
        }),
    ];

    private static ScriptObject Choice(bool current) => new()
    {
        ["value"] = "en",
        ["name"] = "Sample",
        ["href"] = "/",
        ["current"] = current,
    };

    private static Page Framed(string name, bool full, ScriptObject model)
    {
        model["admin"] =
            AdminView.Frame("/admin", name, full ? new("1", "Sample", MayAct: true) : null, full ? "Sample" : null);
        model["form"] = new ScriptObject { ["name"] = "sample", ["value"] = "sample" };
        return new($"admin-{name}", "Sample") { Model = model };
    }

    private static TodayReport Report(bool full) => new(Now,
        new MailToday(new DateOnly(2026, 1, 31), Counts, new Dictionary<string, long>(), 3, full ? Now : null,
            full ? [new("speech", Counts)] : [], full ? [new("example.org", Counts)] : []),
        full ? [Source("asked", null), Source("sample", "Sample")] : [],
        full ? [new("relay.example.org:25", 3, Now, "450 4.2.0 Sample")] : [],
        full ? "Sample" : null,
        full ? [new("gathering", Now, Now, Now.AddHours(1), "Sample")] : []);

    private static MailCounts Counts => new(9, 5, 1, 0);

    private static SourceToday Source(string name, string? error) =>
        new(name, error is null ? "fresh" : "failed", 3, 2, error, Now, Now, error is null ? null : Now);

    private static FailedAttempt Failure => new() { Mail = 1, At = Now, Outcome = "Deferred", Text = "Sample" };

    private static ScriptObject Found(bool full, string list, params ScriptObject[] lines) => new()
    {
        ["text"] = full ? "" : "a@example.org",
        ["most"] = 50,
        ["is_full"] = full,
        [list] = full ? lines : [],
    };

    private static ScriptObject Reader(bool full)
    {
        var (facts, tables) = RecordModel.Of(new
        {
            email = "a@example.org",
            pausedUntil = full ? Now : (DateTimeOffset?)null,
            wishes = new { topics = Topics, thumbnails = true },
            consents = full ? new[] { new { at = Now, state = "Confirmed" } } : [],
        });
        return new()
        {
            ["email"] = "a@example.org",
            ["facts"] = facts,
            ["tables"] = tables,
            ["most"] = 100,
            ["is_full"] = full,
            ["mails"] = full ? new[] { ReaderModel.Mail(new() { Id = 1, Kind = "Digest", Reply = "250 OK" }) } : [],
            ["suppression"] = full ? Suppressed(true) : null,
        };
    }

    private static ScriptObject Mail(bool full) => ReaderModel.Mail(new() { Id = 1, To = "a@example.org" },
        full ? [new() { At = Now, Relay = "relay.example.org:25", Outcome = "Accepted", Text = "250 OK" }] : [],
        1, full ? ["Sample"] : []);

    private static Topic Topic => new("sample", "Sample", TopicQuery.Parse("sample").Query!, "Sample");

    private static ScriptObject TopicOf(bool full, IReadOnlyList<Paper> before) => new()
    {
        ["name"] = "Sample",
        ["slug"] = "sample",
        ["query"] = "sample",
        ["fault"] = full ? null : "Sample",
        ["days"] = 31,
        ["preview"] = full ? TopicModel.Preview("", "sample", [Paper(1), Paper(3)], before) : null,
    };

    private static Paper Paper(long id) => new() { Id = id, Key = $"sample:{id}", Title = "Sample", Url = "/" };

    private static ScriptObject Suppressed(bool known) => SuppressionsPage.Line(new Suppression
    {
        AddressHash = "0123456789abcdef",
        Email = known ? "a@example.org" : null,
        Detail = known ? "550 5.1.1 Sample" : null,
        At = Now,
    });

    private static ScriptObject Entry(bool known) => AuditPage.Line(new AuditEntry
    {
        At = Now,
        Name = "Sample",
        Act = "opened the page of a reader",
        SubscriberId = known ? 1 : null,
        Email = known ? "a@example.org" : null,
        AddressHash = "0123456789abcdef",
    });
}
