using System.Globalization;
using DigestMailer.Service;
using DigestMailer.Today;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Today;

/// <summary>The report of the day as a person reads it: what is wrong first, then the figures.</summary>
internal static class TodayScreen
{
    public static void Show(IAnsiConsole console, TodayReport report)
    {
        foreach (var line in Troubles(report))
        {
            console.WriteLine("! " + line);
        }

        var mail = report.Mail;
        console.WriteLine($"{mail.Day:yyyy-MM-dd} (UTC): {Words(mail.Mails)}; {Open(mail)} open"
            + (mail.OldestDue is { } due ? $", the oldest due for {Age(report.At - due)}" : ""));
        console.Write(Counts("topic", mail.Topics));
        console.Write(Counts("domain", mail.Domains));
        console.Write(Sources(report));
        console.Write(Relays(report));
        console.Write(Rounds(report));
        if (report.Events is { Waiting: > 0 } events)
        {
            console.WriteLine($"{events.Waiting} events wait for the webhook, the oldest since {Time(events.Oldest)}"
                + (events.LastFault is { } fault ? $"; the last fault: {fault}" : ""));
        }
    }

    private static IEnumerable<string> Troubles(TodayReport report) =>
    [
        .. report.Stopped is { } reason
            ? [$"Delivery is stopped: {reason} \"bounces reset\" resumes it."] : Array.Empty<string>(),
        .. report.Sources.Where(source => source.BadSince is not null).Select(source =>
            $"{source.Name} is {source.State} since {Time(source.BadSince)}: {source.Error ?? "it gave no papers"}. "
            + $"\"gather --source {source.Name}\" asks it again."),
        .. report.Relays.Where(relay => relay.RestsUntil is not null).Select(relay =>
            $"{relay.Relay} rests until {Time(relay.RestsUntil)}: {relay.RestsBecause}"),
        .. report.Events.GivenUp > 0
            ? [$"The webhook was not told of {report.Events.GivenUp} events, which are given up: "
                + $"{report.Events.LastFault}"] : Array.Empty<string>(),
        .. report.Rounds.Where(round => round.IsFailing)
            .Select(round => $"{round.Name} failed at {Time(round.FailedAt)}: {round.Fault}"),
    ];

    private static string Words(MailCounts mails) => string.Create(CultureInfo.InvariantCulture,
        $"{mails.Due:N0} due, {mails.Sent:N0} sent, {mails.Failed:N0} failed, {mails.Waiting:N0} waiting");

    private static string Open(MailToday mail) => mail.Open >= MailToday.MostCounted
        ? string.Create(CultureInfo.InvariantCulture, $"{MailToday.MostCounted:N0} or more")
        : string.Create(CultureInfo.InvariantCulture, $"{mail.Open:N0}");

    private static string Age(TimeSpan age) => age < TimeSpan.FromMinutes(1) ? "less than a minute"
        : age < TimeSpan.FromHours(2) ? $"{(int)age.TotalMinutes} minutes" : $"{(int)age.TotalHours} hours";

    private static Table Counts(string what, IReadOnlyList<NamedCounts> counts)
    {
        var table = new Table().AddColumns(what, "due", "sent", "failed", "waiting");
        foreach (var (name, mails) in counts)
        {
            table.AddRow(Markup.Escape(name), $"{mails.Due}", $"{mails.Sent}", $"{mails.Failed}", $"{mails.Waiting}");
        }

        return table;
    }

    private static Table Sources(TodayReport report)
    {
        var table =
            new Table().AddColumns("source", "state", "listed", "new", "asked (UTC)", "last good (UTC)", "error");
        foreach (var source in report.Sources)
        {
            table.AddRow(Markup.Escape(source.Name), source.State, $"{source.Listed}", $"{source.New}", Time(source.At),
                Time(source.LastGood), Markup.Escape(source.Error ?? ""));
        }

        return table;
    }

    private static Table Relays(TodayReport report)
    {
        var table =
            new Table().AddColumns("relay", "mails today", "rests until (UTC)", "last failure (UTC)", "what it said");
        foreach (var relay in report.Relays)
        {
            table.AddRow(Markup.Escape(relay.Relay), $"{relay.Mails}", Time(relay.RestsUntil), Time(relay.FaultAt),
                Markup.Escape(relay.LastFault ?? ""));
        }

        return table;
    }

    private static Table Rounds(TodayReport report)
    {
        var table = new Table().AddColumns("round", "next (UTC)", "went well (UTC)", "failed (UTC)", "why");
        foreach (var round in report.Rounds)
        {
            table.AddRow(round.Name, Time(round.Next), Time(round.LastEnded), Time(round.FailedAt),
                Markup.Escape(round.Fault ?? ""));
        }

        return table;
    }

    private static string Time(DateTimeOffset? time) =>
        time is { } at ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}" : "";
}
