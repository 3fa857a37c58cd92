using System.CommandLine;
using DigestMailer.Service;

namespace DigestMailer.Cli.Commands.Today;

/// <summary><c>today</c>: whether everybody got their mail, and if not, why.</summary>
internal sealed class TodayCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "today",
        "Show how today's mail is going: due, sent, waiting and failed by topic and domain, sources, relays, what "
        + "stopped delivery, and the rounds of the schedule. Days are in UTC.",
        "digestmailer today")
{
    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var report = await session.Get<TodayBoard>().ReadAsync(cancel);
        session.Show(report, console => TodayScreen.Show(console, report));
        return ExitCode.Done;
    }
}
