using DigestMailer.Papers;
using DigestMailer.Topics;
using Scriban.Runtime;

namespace DigestMailer.Web;

/// <summary>The archive: all editions by month, and the papers of a day, a week or a month, by topic where one is named.</summary>
internal sealed class EditionPages(EditionStore editions, ReadingRoom room, PaperList list, PageView view, TopicCatalogue catalogue, NotFoundPage missing)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/archive", ArchiveAsync);
        app.MapRead("/editions/{period}/{topic?}", ShowAsync);
    }

    private async Task<IResult> ArchiveAsync(HttpContext context, CancellationToken cancel)
    {
        var days = await editions.ListAsync(DateOnly.MinValue, room.Today.AddDays(1), cancel);
        var months = days.GroupBy(edition => Period.MonthOf(edition.Day)).Select(month => new ScriptObject
        {
            ["name"] = month.Key.Title,
            ["href"] = Address(month.Key),
            ["papers"] = month.Sum(edition => edition.Papers),
            ["weeks"] = month.GroupBy(edition => Period.WeekOf(edition.Day)).Select(Week).ToArray(),
        });
        return view.Show(context, new Page("archive", "Archive")
        {
            Description = "Every day's papers since this site began to gather them.",
            Path = "/archive",
            Feed = "/feeds/all.atom",
            Model = new ScriptObject { ["months"] = months.ToArray() },
        });
    }

    private ScriptObject Week(IGrouping<Period, Edition> week) => new()
    {
        ["name"] = week.Key.Name[5..],
        ["title"] = week.Key.Title,
        ["href"] = Address(week.Key),
        ["days"] = week.Select(edition => new ScriptObject
        {
            ["name"] = edition.Day.ToString("ddd d", System.Globalization.CultureInfo.InvariantCulture),
            ["title"] = Period.Day(edition.Day).Title,
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
            return missing.Show(context);
        }

        var play = await room.OpenAsync(asked, cancel);
        if (play.Papers.Count == 0)
        {
            return missing.Show(context);
        }

        var path = $"/editions/{asked.Name}" + (followed is null ? "" : $"/{followed.Slug}");
        var model = new ScriptObject { ["edition"] = asked.Title, ["topic"] = followed?.Name ?? "", ["all_count"] = play.Papers.Count, ["all"] = Address(asked), ["query"] = "" };
        list.AddTo(model, context, play, ReadingRoom.Select(play, followed?.Query), path);
        model["topics"] = list.TopicLinks(play, one => $"/editions/{asked.Name}/{one.Slug}", followed?.Slug);
        model["cite"] = PaperModel.Citations(view.Base + path);
        await AddNeighboursAsync(model, asked, cancel);
        return view.Show(context, new Page("edition", followed is null ? asked.Title : $"{followed.Name}, {asked.Title}")
        {
            Description = $"{model["total"]} research papers{(followed is null ? "" : $" on {followed.Name.ToLowerInvariant()}")}, {asked.Title}.",
            Path = path,
            Feed = followed is null ? "/feeds/all.atom" : $"/feeds/{followed.Slug}.atom",
            Model = model,
        });
    }

    /// <summary>The nearest periods of the same length before and after that have papers.</summary>
    private async Task AddNeighboursAsync(ScriptObject model, Period period, CancellationToken cancel)
    {
        var before = await editions.NewestAsync(period.From, cancel);
        var after = await editions.OldestAsync(period.Until, cancel);
        model["before"] = before is { } earlier ? Neighbour(Alike(period, earlier)) : null;
        model["after"] = after is { } later && later <= room.Today ? Neighbour(Alike(period, later)) : null;
        model["wider"] = period.IsDay ? new[] { Neighbour(Period.WeekOf(period.From)), Neighbour(Period.MonthOf(period.From)) } : [];
    }

    private static Period Alike(Period period, DateOnly day) => period.IsDay ? Period.Day(day) : period.Until == period.From.AddDays(7) ? Period.WeekOf(day) : Period.MonthOf(day);

    private ScriptObject Neighbour(Period period) => new() { ["name"] = period.Title, ["href"] = Address(period) };
}
