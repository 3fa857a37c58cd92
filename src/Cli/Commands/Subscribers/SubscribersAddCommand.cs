using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using DigestMailer.Topics;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers add</c>: one person, or new wishes for one already there.</summary>
internal sealed class SubscribersAddCommand : OneShotCommand
{
    private readonly Argument<string> email = new("EMAIL") { Description = "The address." };
    private readonly Option<string?> name = new("--name") { Description = "Display name." };
    private readonly Option<string?> digest = new("--digest")
    {
        Description = "Which of their digests: a further one, or one they have; the first one if left out.",
        HelpName = "NAME",
    };
    private readonly Option<string[]> topic =
        new("--topic")
        {
            Description =
            "Slug of a catalogue topic; may be given several times. No topic and no query means every paper.",
            HelpName = "SLUG"
        };
    private readonly Option<string[]> query =
        new("--query") { Description = "A query of their own; may be given several times.", HelpName = "QUERY" };
    private readonly IReadOnlyList<(WishField Field, Option Option)> wishes =
        [.. WishFields.All.Select(field => (field, OptionOf(field)))];
    private readonly Option<bool> confirmed =
        new("--confirmed")
        {
            Description =
            "They have agreed to be mailed, and you can prove it. Others stay pending and get nothing."
        };

    private readonly Option<bool> resubscribe =
        new("--resubscribe")
        {
            Description = "Bring back somebody who left. Only if they asked for it.",
        };

    public SubscribersAddCommand(IReadOnlyList<string> settings)
        : base(settings, "add", "Add a subscriber or a further digest of one, or change the wishes of one.",
            "digestmailer subscribers add reader@example.org --topic speech --every weekday --at 07:00 --zone "
                + "Europe/Berlin --confirmed")
    {
        Arguments.Add(email);
        foreach (var option in (Option[])[name, digest, topic, query, .. wishes.Select(wish => wish.Option), confirmed,
            resubscribe])
        {
            Options.Add(option);
        }
    }

    private static Option OptionOf(WishField field) => field.IsFlag
        ? new Option<bool>(field.Option) { Description = field.Help }
        : new Option<string?>(field.Option) { Description = field.Help, HelpName = field.HelpName };

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        if (!EmailAddress.TryParse(arguments.GetValue(email), out var address, out var fault))
        {
            throw new RefusedException(fault);
        }

        var (named, misnamed) = DigestName.Read(arguments.GetValue(digest));
        if (misnamed is not null)
        {
            throw new RefusedException(misnamed);
        }

        var written = wishes.ToDictionary(wish => wish.Field, wish => wish.Option);
        var input =
            WishesInput.From(arguments.GetValue(topic) ?? [], arguments.GetValue(query) ?? [],
                field => Written(arguments, written[field]));
        var (checkedWishes, wrong) = input.Check(session.Get<TopicCatalogue>());
        var enrolment =
            new Enrolment(address, arguments.GetValue(name), checkedWishes ?? throw new RefusedException(wrong!),
                arguments.GetValue(confirmed), "command", null)
            {
                Digest = named,
                MayReturn = arguments.GetValue(resubscribe),
            };
        var enrolled = (await session.Get<SubscriberStore>().EnrolAsync([enrolment], cancel: cancel))[0];
        Refuse(enrolled, address);
        var subscriber = await OneDigest.FindAsync(session, address, named, cancel);
        session.Show(SubscriberView.Of(subscriber), console =>
            console.WriteLine(
                $"{(enrolled == Enrolled.Added ? "Added" : "Changed")} {EmailAddress.Shown(address)}"
                + $"{(named is null ? "" : $" ({named})")}: " + subscriber.State.ToString().ToLowerInvariant()));
        return ExitCode.Done;
    }

    private static void Refuse(Enrolled enrolled, string address)
    {
        if (enrolled == Enrolled.Suppressed)
        {
            throw new RefusedException($"{address} is suppressed and must not be mailed; nothing was added.");
        }

        if (enrolled == Enrolled.Left)
        {
            throw new RefusedException(
                $"{address} has unsubscribed; nothing was changed. If they asked to come back, add --resubscribe.");
        }

        if (enrolled == Enrolled.Full)
        {
            throw new RefusedException(
                $"{address} has {ReaderDigests.Most} digests, and a reader has no more; remove one of them first.");
        }
    }

    private static string? Written(ParseResult arguments, Option option) => option is Option<bool> tick
        ? (arguments.GetValue(tick) ? "yes" : null) : arguments.GetValue((Option<string?>)option);
}
