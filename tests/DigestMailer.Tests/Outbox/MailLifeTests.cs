using System.Text.RegularExpressions;
using DigestMailer.Outbox;
using DigestMailer.Tests.Digests;

namespace DigestMailer.Tests.Outbox;

/// <summary>The table of a mail's states and events, and the drawing that shows it.</summary>
internal sealed partial class MailLifeTests
{
    [Test]
    public void The_drawing_in_the_readme_shows_exactly_the_steps_of_the_table() =>
        Assert.That(Drawn(), Is.EquivalentTo(MailLife.All.Select(step => $"{step.From} {step.Event} {step.To}")));

    [Test]
    public void Every_state_is_reached_by_some_event() =>
        Assert.That(MailLife.All.Select(step => step.To).Distinct(), Is.EquivalentTo(Enum.GetValues<MailState>()));

    [Test]
    public void An_accepted_mail_stays_accepted() =>
        Assert.That(MailLife.All.Where(step => step.From == MailState.Accepted), Is.Empty);

    [Test]
    public void The_sets_of_states_in_sql_agree_with_the_table()
    {
        Assert.That(States(StateSql.Ended), Is.EquivalentTo(Enum.GetValues<MailState>().Where(MailLife.HasEnded)));
        Assert.That(States(StateSql.Waiting),
            Is.EquivalentTo(Enum.GetValues<MailState>().Where(state => !MailLife.HasEnded(state))));
        Assert.That(States(StateSql.Open), Is.EquivalentTo(new[] { MailState.Ready, MailState.Taken }));
    }

    private static IEnumerable<MailState> States(string sql) =>
        sql.Trim('(', ')').Split(", ").Select(state => Enum.Parse<MailState>(state.Trim('\'')));

    private static IEnumerable<string> Drawn() => File.ReadLines(Samples.Folder("src/README.md"))
        .Select(line => Arrow().Match(line)).Where(match => match.Success)
        .Select(match => $"{match.Groups[1]} {match.Groups[3]} {match.Groups[2]}");

    [GeneratedRegex(@"^\s*([A-Z]\w+) --> ([A-Z]\w+): (\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Arrow();
}
