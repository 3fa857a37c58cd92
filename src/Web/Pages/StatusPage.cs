using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Summaries;
using DigestMailer.Planning;
using DigestMailer.Today;
using DigestMailer.Topics.Meaning;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web.Pages;

/// <summary>
/// How each source is doing, for readers who miss something. Reasons, which may hold paths and addresses, are the
/// operator's: <c>today</c> has them.
/// </summary>
internal sealed class StatusPage(GatheringLog gatherings, SourceRegistry registry, MeaningSource meaning,
    LastMonth month, RoundLog rounds, IOptions<SummaryOptions> summaries, PageView view)
{
    public void Map(IEndpointRouteBuilder app) => app.MapRead("/status", ShowAsync);

    private async Task<IResult> ShowAsync(HttpContext context, CancellationToken cancel)
    {
        var health = await gatherings.HealthAsync(cancel);
        var language = view.LanguageOf(context);
        var sources =
            registry.All.Select(source => One(source, health.GetValueOrDefault(source.Name), language)).ToArray();
        var failing = (await rounds.ReadAsync(cancel)).Where(round => round.IsFailing).Select(round => round.Name)
            .ToHashSet();
        return view.Show(context, new Page("status", language.Say("page.sources"))
        {
            Description = language.Say("page.sources_description"),
            Path = "/status",
            Model = new ScriptObject
            {
                ["sources"] = sources,
                ["words_alone"] = meaning.Fault is not null,
                ["own_vectors"] = (await month.FrameAsync(cancel)).IsOfPapers,
                ["not_reloaded"] = failing.Contains(Round.Reloading),
                ["no_summaries"] = summaries.Value.IsOn && failing.Contains(SummaryRound.Name),
            },
        });
    }

    private static ScriptObject One(Source source, SourceHealth? health, Language language) => new()
    {
        ["name"] = source.Title == source.Name ? source.Name : $"{source.Title} ({source.Name})",
        ["state"] = health?.State.ToString().ToLowerInvariant() ?? "unknown",
        ["words"] = State(health, language),
        ["asked"] = health is null ? null : DayText.Near(health.At, language),
        ["good"] = Time(health?.LastGood, language),
    };

    private static string State(SourceHealth? health, Language language) =>
        health is null ? language.Say("page.source_unknown") : language.Say(
        $"page.source_{health.State.ToString().ToLowerInvariant()}",
        ("papers", language.Say("digest.papers", ("count", health.Listed))),
        ("day", DayText.Near(health.Edition, language)));

    private static string Time(DateTimeOffset? time, Language language) =>
        time is { } at ? DayText.Near(at, language) : language.Say("page.source_never");
}
