using System.Globalization;
using DigestMailer.Papers;
using Scriban.Runtime;

namespace DigestMailer.Web;

/// <summary>How each source is doing, for readers who miss something. Reasons, which may hold paths and addresses, are the operator's: <c>gather --json</c> has them.</summary>
internal sealed class StatusPage(GatheringLog gatherings, SourceRegistry registry, PageView view)
{
    public void Map(IEndpointRouteBuilder app) => app.MapRead("/status", ShowAsync);

    private async Task<IResult> ShowAsync(HttpContext context, CancellationToken cancel)
    {
        var health = await gatherings.HealthAsync(cancel);
        var sources = registry.All.Select(source => One(source, health.GetValueOrDefault(source.Name))).ToArray();
        return view.Show(context, new Page("status", "Sources")
        {
            Description = "Where the papers come from, and how each source is doing.",
            Path = "/status",
            Model = new ScriptObject { ["sources"] = sources },
        });
    }

    private static ScriptObject One(Source source, SourceHealth? health) => new()
    {
        ["name"] = source.Title == source.Name ? source.Name : $"{source.Title} ({source.Name})",
        ["state"] = health?.State.ToString().ToLowerInvariant() ?? "unknown",
        ["words"] = Words(health),
        ["asked"] = Time(health?.At),
        ["good"] = Time(health?.LastGood),
    };

    private static string Words(SourceHealth? health) => health?.State switch
    {
        null => "not asked yet",
        SourceState.Fresh => $"fresh, {health.Listed} papers of {Day(health)}",
        SourceState.Empty => $"no papers on {Day(health)}",
        SourceState.Stale => "stale: it repeats its previous list",
        SourceState.Late => $"late: its newest list is of {Day(health)}",
        SourceState.Partial => "partial: some of its list could not be fetched",
        SourceState.Refused => "failing: its answer is not in its format",
        _ => "failing: not reached, or it answered with an error",
    };

    private static string Day(SourceHealth health) => health.Edition.ToString("d MMMM", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? time) => time is { } at ? at.UtcDateTime.ToString("d MMMM, HH:mm 'UTC'", CultureInfo.InvariantCulture) : "never";
}
