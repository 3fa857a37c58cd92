using System.CommandLine;
using DigestMailer.Delivery;
using DigestMailer.Digests;
using Spectre.Console;

namespace DigestMailer.Cli;

/// <summary><c>check</c>: what would go wrong. Settings and database are checked before any command acts; templates and the way out here.</summary>
internal sealed class CheckCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "check", "Check settings, database, templates and relays, and say what would go wrong.", "digestmailer check")
{
    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        session.Get<TemplateCheck>().Check();
        var lines = new List<(string Line, bool Good)> { ("Settings and database are in order", true), ("Templates render", true) };
        lines.AddRange(await session.Get<RelayCheck>().CheckAsync(cancel));
        session.Show(new { checks = lines.Select(check => new { ok = check.Good, message = check.Line }) }, console =>
        {
            foreach (var (line, good) in lines.Where(check => check.Good))
            {
                console.WriteLine($"ok   {line}");
            }
        });
        foreach (var (line, _) in lines.Where(check => !check.Good))
        {
            Session.Say(line);
        }

        return lines.All(check => check.Good) ? ExitCode.Done : ExitCode.Refused;
    }
}
