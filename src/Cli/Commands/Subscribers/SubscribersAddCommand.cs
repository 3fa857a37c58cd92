using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers add</c>: one person, or new wishes for one already there.</summary>
internal sealed class SubscribersAddCommand : OneShotCommand
{
    private readonly Argument<string> email = new("EMAIL") { Description = "The address." };
    private readonly Option<string?> name = new("--name") { Description = "Display name." };
    private readonly Option<string[]> topic =
        new("--topic")
        {
            Description =
            "Slug of a catalogue topic; may be given several times. No topic and no query means every paper.",
            HelpName = "SLUG"
        };
    private readonly Option<string[]> query =
        new("--query") { Description = "A query of their own; may be given several times.", HelpName = "QUERY" };
    private readonly Option<string?> every =
        new("--every")
        {
            Description = "day, weekday, week or match (whenever something matches); day if left out.",
            HelpName = "RHYTHM"
        };
    private readonly Option<string?> at =
        new("--at") { Description = "Hour of the local day; 07:00 if left out.", HelpName = "HH:MM" };
    private readonly Option<string?> zone =
        new("--zone") { Description = "IANA time zone, such as Europe/Berlin; UTC if left out.", HelpName = "ZONE" };
    private readonly Option<string?> max =
        new("--max") { Description = "Papers in a digest, 1 to 60; 10 if left out.", HelpName = "N" };
    private readonly Option<string?> weekday =
        new("--weekday")
        {
            Description = "Day of a weekly digest, monday to sunday; monday if left out.",
            HelpName = "DAY"
        };
    private readonly Option<string?> format =
        new("--format") { Description = "html or text; html if left out.", HelpName = "FORMAT" };
    private readonly Option<string?> language =
        new("--language")
        {
            Description = "Tag of the language of the mail, such as de; en if left out.",
            HelpName = "TAG"
        };
    private readonly Option<bool> thumbnails =
        new("--thumbnails") { Description = "A small picture beside papers that have one." };
    private readonly Option<bool> empty =
        new("--tell-if-empty") { Description = "A line also on days when nothing matches." };
    private readonly Option<bool> confirmed =
        new("--confirmed")
        {
            Description =
            "They have agreed to be mailed, and you can prove it. Others stay pending and get nothing."
        };

    public SubscribersAddCommand(IReadOnlyList<string> settings)
        : base(settings, "add", "Add a subscriber, or change the wishes of one.",
            "digestmailer subscribers add reader@example.org --topic speech --every weekday --at 07:00 --zone "
                + "Europe/Berlin --confirmed")
    {
        Arguments.Add(email);
        foreach (var option in new Option[] { name, topic, query, every, weekday, at, zone, max, format, language,
            thumbnails, empty, confirmed })
        {
            Options.Add(option);
        }
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        if (!EmailAddress.TryParse(arguments.GetValue(email), out var address, out var fault))
        {
            throw new RefusedException(fault);
        }

        var input = new WishesInput(arguments.GetValue(topic) ?? [], arguments.GetValue(query) ?? [],
            arguments.GetValue(every), arguments.GetValue(at), arguments.GetValue(zone), arguments.GetValue(max))
        {
            Weekday = arguments.GetValue(weekday),
            Format = arguments.GetValue(format),
            Language = arguments.GetValue(language),
            Thumbnails = arguments.GetValue(thumbnails),
            TellIfEmpty = arguments.GetValue(empty),
        };
        var (wishes, wrong) = input.Check(session.Get<TopicCatalogue>());
        var enrolment =
            new Enrolment(address, arguments.GetValue(name), wishes ?? throw new RefusedException(wrong!),
                arguments.GetValue(confirmed), "command", null);
        var enrolled = (await session.Get<SubscriberStore>().EnrolAsync([enrolment], cancel: cancel))[0];
        if (enrolled == Enrolled.Suppressed)
        {
            throw new RefusedException($"{address} is suppressed and must not be mailed; nothing was added.");
        }

        var subscriber = (await session.Get<SubscriberStore>().FindAsync(address, cancel))!;
        session.Show(SubscriberView.Of(subscriber), console =>
            console.WriteLine(
                $"{(enrolled == Enrolled.Added ? "Added" : "Changed")} {address}: {subscriber.State.ToString().ToLowerInvariant()}"));
        return ExitCode.Done;
    }
}
