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
internal sealed class EditionPages(ReadingRoom room, Calendar calendar, KeptPages kept, Neighbours neighbours,
    PaperList list, PageView view, TopicCatalogue catalogue, MessagePage messages)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/archive", (HttpContext context) => ArchiveAsync(context)).Kept(app);
        app.MapRead("/editions/{period}/{topic?}", ShowAsync).Kept(app, "order", "page");
    }

    private Task<IResult> ArchiveAsync(HttpContext context) =>
        kept.ShowAsync(context, "/archive", () => ArchiveAsync(view.LanguageOf(context)));

    private async Task<Page> ArchiveAsync(Language language)
    {
        var months = (await calendar.MonthsAsync(CancellationToken.None)).Select(month => new ScriptObject
        {
            ["name"] = month.Period.Title(language),
            ["href"] = Address(month.Period),
            ["papers"] = month.Papers,
            ["weeks"] = month.Days.OrderBy(edition => edition.Day).GroupBy(edition => Period.WeekOf(edition.Day))
                .Select(week => Week(week, language)).ToArray(),
        });
        return new Page("archive", language.Say("page.archive"))
        {
            Description = language.Say("page.archive_description"),
            Path = "/archive",
            Feed = "/feeds/all.atom",
            Model = new ScriptObject { ["months"] = months.ToArray(), ["weekdays"] = Weekdays(language) },
        };
    }

    /// <summary>Monday to Sunday, as ISO weeks go.</summary>
    private static ScriptObject[] Weekdays(Language language) =>
        [.. Enumerable.Range(1, 7).Select(day => (DayOfWeek)(day % 7)).Select(day => new ScriptObject
        {
            ["name"] = language.Culture.DateTimeFormat.GetDayName(day),
            ["short"] = language.Culture.DateTimeFormat.GetAbbreviatedDayName(day),
        })];

    /// <summary>A row of the calendar: seven cells, some of them empty.</summary>
    private ScriptObject Week(IGrouping<Period, Edition> week, Language language) => new()
    {
        ["name"] = week.Key.Name[5..],
        ["title"] = week.Key.Title(language),
        ["href"] = Address(week.Key),
        ["days"] = week.Select(edition => Day(edition, language)).ToArray(),
        ["cells"] = Enumerable.Range(0, 7).Select(day => week.Key.From.AddDays(day))
            .Select(day => week.FirstOrDefault(edition => edition.Day == day) is { } edition
                ? Day(edition, language) : null).ToArray(),
    };

    private ScriptObject Day(Edition edition, Language language) => new()
    {
        ["name"] = edition.Day.Day.ToString(language.Culture),
        ["title"] = Period.Day(edition.Day).Title(language),
        ["href"] = Address(Period.Day(edition.Day)),
        ["papers"] = edition.Papers,
    };

    private string Address(Period period) => $"{view.Base}/editions/{period.Name}";

    private async Task<IResult> ShowAsync(string period, string? topic, HttpContext context, CancellationToken cancel)
    {
        var followed = topic is null ? null : catalogue.Find(topic);
        if (Period.Parse(period) is not { } asked || (topic is not null && followed is null))
        {
            return messages.Miss(context);
        }

        var shelf = await room.ShelfAsync(asked, cancel);
        if (shelf.Count == 0)
        {
            return messages.Miss(context);
        }

        var order = ListPath.OrderOf(context);
        var address = $"{ListPath.Edition(asked, followed, order)} {KeptPages.PartOf(context)}";
        return await kept.ShowAsync(context, address, () => MakeAsync(context, shelf, asked, followed, order));
    }

    private async Task<Page> MakeAsync(HttpContext context, Shelf shelf, Period asked, Topic? followed,
        PaperOrder order)
    {
        var (language, cancel) = (view.LanguageOf(context), CancellationToken.None);
        var name = followed is null ? "" : language.Topic(followed.Name);
        string PathOf(Period period) => ListPath.Edition(period, followed, order);
        var path = ListPath.Edition(asked, followed, PaperOrder.Trend);
        var model =
            new ScriptObject
            {
                ["edition"] = asked.Title(language),
                ["topic"] = name,
                ["all_count"] = shelf.Count,
                ["all"] = view.Base + ListPath.Edition(asked, null, order),
                ["query"] = ""
            };
        await list.AddToAsync(model, context, shelf.Ids(followed, order), shelf, PathOf(asked), cancel);
        model["topics"] =
            list.TopicLinks(language, shelf.CountOf, one => ListPath.Edition(asked, one, order),
                followed?.Slug);
        model["orders"] = list.OrderLinks(one => ListPath.Edition(asked, followed, one), order, language);
        model["cite"] = PaperModel.Citations(view.Base + path);
        await neighbours.AddToAsync(model, asked, PathOf, language, cancel);
        var (edition, count, named) =
            (("edition", (object?)asked.Title(language)),
                ("papers", (object?)language.Say("digest.papers", ("count", model["total"]))),
                ("topic", (object?)name));
        return new Page("edition",
            followed is null ? asked.Title(language) : language.Say("page.edition_of_topic", named, edition))
        {
            Description = followed is null ? language.Say("page.edition_description", count, edition)
                : language.Say("page.edition_description_topic", count, named, edition),
            Path = path,
            Feed = followed is null ? "/feeds/all.atom" : $"/feeds/{followed.Slug}.atom",
            Model = model,
        };
    }
}
