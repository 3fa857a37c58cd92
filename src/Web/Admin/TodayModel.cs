using DigestMailer.Service;
using DigestMailer.Today;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>The report of the day as its page shows it.</summary>
internal static class TodayModel
{
    /// <param name="isAsked">Whether a source is being asked at this moment.</param>
    /// <param name="canReload">Whether there is a button for a reload.</param>
    public static ScriptObject Of(TodayReport report, IReadOnlyList<FailedAttempt> failures,
        Func<string, bool> isAsked, bool canReload) => new()
        {
            ["day"] = $"{report.Mail.Day:yyyy-MM-dd}",
            ["figures"] = Figures(report.Mail.Mails),
            ["open"] = (report.Mail.Open >= MailToday.MostCounted ? "at least " : "")
                + AdminText.Number(report.Mail.Open),
            ["oldest"] = report.Mail.OldestDue is { } due ? AdminText.Age(report.At - due) : null,
            ["stopped"] = report.Stopped,
            ["failing"] = report.Rounds.Where(round => round.IsFailing).Select(Round).ToArray(),
            ["parts"] = new[]
            {
                new ScriptObject { ["name"] = "Topics", ["what"] = "topic", ["rows"] = Rows(report.Mail.Topics) },
                new ScriptObject { ["name"] = "Domains", ["what"] = "domain", ["rows"] = Rows(report.Mail.Domains) },
            },
            ["sources"] = report.Sources.Select(source => Source(source, isAsked(source.Name))).ToArray(),
            ["relays"] = report.Relays.Select(Relay).ToArray(),
            ["rounds"] = report.Rounds.Select(Round).ToArray(),
            ["failures"] = failures.Select(Failure).ToArray(),
            ["can_reload"] = canReload,
        };

    private static ScriptObject Figures(MailCounts mails) => new()
    {
        ["due"] = AdminText.Number(mails.Due),
        ["sent"] = AdminText.Number(mails.Sent),
        ["failed"] = AdminText.Number(mails.Failed),
        ["waiting"] = AdminText.Number(mails.Waiting),
    };

    private static ScriptObject[] Rows(IReadOnlyList<NamedCounts> counts) => [.. counts.Select(count =>
    {
        var row = Figures(count.Mails);
        row["name"] = count.Name;
        return row;
    })];

    private static ScriptObject Source(SourceToday source, bool isAsked) => new()
    {
        ["name"] = source.Name,
        ["state"] = source.State,
        ["listed"] = AdminText.Number(source.Listed),
        ["new"] = AdminText.Number(source.New),
        ["asked"] = AdminText.Time(source.At),
        ["good"] = AdminText.Time(source.LastGood),
        ["since"] = source.BadSince is { } since ? AdminText.Time(since) : null,
        ["error"] = source.Error,
        ["is_asked"] = isAsked,
    };

    private static ScriptObject Relay(RelayToday relay) => new()
    {
        ["name"] = relay.Relay,
        ["mails"] = AdminText.Number(relay.Mails),
        ["rests_until"] = relay.RestsUntil is { } until ? AdminText.Time(until) : null,
        ["rests_because"] = relay.RestsBecause,
        ["failed"] = AdminText.Time(relay.FaultAt),
        ["fault"] = relay.LastFault,
    };

    private static ScriptObject Round(RoundToday round) => new()
    {
        ["name"] = round.Name,
        ["next"] = AdminText.Time(round.Next),
        ["ended"] = AdminText.Time(round.LastEnded),
        ["failed"] = AdminText.Time(round.FailedAt),
        ["fault"] = round.Fault,
        ["is_failing"] = round.IsFailing,
    };

    private static ScriptObject Failure(FailedAttempt failure) => new()
    {
        ["mail"] = failure.Mail,
        ["at"] = AdminText.Time(failure.At),
        ["outcome"] = failure.Outcome,
        ["text"] = failure.Text,
    };
}
