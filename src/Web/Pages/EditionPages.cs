using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Pages;

/// <summary>
/// The archive: all editions by month, and the papers of a day, a week or a month, by topic where one is named.
/// </summary>
internal sealed class EditionPages(EditionStore editions, ReadingRoom room, PaperList list, PageView view,
    TopicCatalogue catalogue, MessagePage messages)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/archive", ArchiveAsync);
        app.MapRead("/editions/{period}/{topic?}", ShowAsync);
    }

    private async Task<IResult> ArchiveAsync(HttpContext context, CancellationToken cancel)
    {
        var days = await editions.ListAsync(DateOnly.MinValue, room.Today.AddDays(1), cancel);
        var language = view.LanguageOf(context);
        var months = days.GroupBy(edition => Period.MonthOf(edition.Day)).Select(month => new ScriptObject
        {
            ["name"] = month.Key.Title(language),
            ["href"] = Address(month.Key),
            ["papers"] = month.Sum(edition => edition.Papers),
            ["weeks"] =
                month.GroupBy(edition => Period.WeekOf(edition.Day)).Select(week => Week(week, language)).ToArray(),
        });
        return view.Show(context, new Page("archive", language.Say("page.archive"))
        {
            Description = language.Say("page.archive_description"),
            Path = "/archive",
            Feed = "/feeds/all.atom",
            Model = new ScriptObject { ["months"] = months.ToArray() },
        });
    }

    private ScriptObject Week(IGrouping<Period, Edition> week, Language language) => new()
    {
        ["name"] = week.Key.Name[5..],
        ["title"] = week.Key.Title(language),
        ["href"] = Address(week.Key),
        ["days"] = week.Select(edition => new ScriptObject
        {
            ["name"] = edition.Day.ToString(language.Say("page.date_weekday"), language.Culture),
            ["title"] = Period.Day(edition.Day).Title(language),
            ["href"] = Address(Period.Day(edition.Day)),
            ["papers"] = edition.Papers,
        }).ToArray(),
    };

    private string Address(Period period) => $"{view.Base}/editions/{period.Name}";

    private async Task<IResult> ShowAsync(string period, string? topic, HttpContext context, CancellationToken cancel)
    {
        var followed = topic is null ? null : catalogue.Find(topic);
        if (Period.Parse(period) is not { } asked || (topic is not null && followed is null))
        {
            return messages.Miss(context);
        }

        var play = await room.OpenAsync(asked, cancel);
        if (play.Papers.Count == 0)
        {
            return messages.Miss(context);
        }

        var language = view.LanguageOf(context);
        var path = $"/editions/{asked.Name}" + (followed is null ? "" : $"/{followed.Slug}");
        var papers = ReadingRoom.Select(play, followed?.Query);
        var model =
            new ScriptObject
            {
                ["edition"] = asked.Title(language),
                ["topic"] = followed?.Name ?? "",
                ["all_count"] = play.Papers.Count,
                ["all"] = Address(asked),
                ["query"] = ""
            };
        list.AddTo(model, context, play, papers, path);
        model["topics"] = list.TopicLinks(play, one => $"/editions/{asked.Name}/{one.Slug}", followed?.Slug);
        model["cite"] = PaperModel.Citations(view.Base + path);
        await AddNeighboursAsync(model, asked, language, cancel);
        var (edition, count, named) =
            (("edition", (object?)asked.Title(language)),
                ("papers", (object?)language.Say("digest.papers", ("count", papers.Count))),
                ("topic", (object?)followed?.Name));
        return view.Show(context,
            new Page("edition",
                followed is null ? asked.Title(language) : language.Say("page.edition_of_topic", named, edition))
            {
                Description =
                followed is null ? language.Say("page.edition_description", count, edition)
                    : language.Say("page.edition_description_topic", count, named, edition),
                Path = path,
                Feed = followed is null ? "/feeds/all.atom" : $"/feeds/{followed.Slug}.atom",
                Model = model,
            });
    }

    /// <summary>The nearest periods of the same length before and after that have papers.</summary>
    private async Task AddNeighboursAsync(ScriptObject model, Period period, Language language,
        CancellationToken cancel)
    {
        var before = await editions.NewestAsync(period.From, cancel);
        var after = await editions.OldestAsync(period.Until, cancel);
        model["before"] = before is { } earlier ? Neighbour(Alike(period, earlier), language) : null;
        model["after"] = after is { } later && later <= room.Today ? Neighbour(Alike(period, later), language) : null;
        model["wider"] =
            period.IsDay
                ? new[] { Neighbour(Period.WeekOf(period.From), language),
                    Neighbour(Period.MonthOf(period.From), language) } : [];
    }

    private static Period Alike(Period period, DateOnly day) =>
        period.IsDay ? Period.Day(day) : period.Until == period.From.AddDays(7) ? Period.WeekOf(day)
            : Period.MonthOf(day);

    private ScriptObject Neighbour(Period period, Language language) =>
        new() { ["name"] = period.Title(language), ["href"] = Address(period) };
}
