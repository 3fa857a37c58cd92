using DigestMailer.Outbox;
using DigestMailer.Papers.Sources;
using DigestMailer.Service;
using DigestMailer.Service.Running;
using DigestMailer.Storage;
using DigestMailer.Web.Site;

namespace DigestMailer.Web.Admin;

/// <summary>
/// What <c>digestmailer today</c> shows, with a button for what can be done about it at once.
/// </summary>
internal sealed class TodayPage(TodayBoard board, LastFailures failures, GatherNow gather, SourceRegistry sources,
    Brake brake, AuditLog audit, Database database, AdminView view, IServiceProvider services)
{
    private const string RefreshSoon = "5";

    public void Map(IEndpointRouteBuilder admin, IEndpointRouteBuilder acts)
    {
        admin.MapRead("", ShowAsync);
        acts.MapPost("/gather", GatherAsync);
        acts.MapPost("/release", ReleaseAsync);
        if (Reload is not null)
        {
            acts.MapPost("/reload", ReloadAsync);
        }
    }

    /// <summary>Null where nobody can ask for a reload, as in a demo.</summary>
    private Reload? Reload => services.GetService<Reload>();

    private async Task<IResult> ShowAsync(HttpContext context, CancellationToken cancel)
    {
        var report = await board.ReadAsync(cancel);
        var isGathering = report.Sources.Any(source => gather.IsAsked(source.Name));
        if (isGathering)
        {
            context.Response.Headers["Refresh"] = RefreshSoon;
        }

        return view.Show(context, "today", "Today",
            TodayModel.Of(report, await failures.ReadAsync(cancel), gather.IsAsked, Reload is not null));
    }

    private async Task<IResult> GatherAsync(HttpContext context, CancellationToken cancel)
    {
        var source = context.Request.Form["source"].ToString();
        if (source.Length > 0 && sources.All.All(one => one.Name != source))
        {
            return view.Miss(context);
        }

        await audit.NoteAsync(context, "asked for papers now", source.Length > 0 ? source : "all sources", null,
            cancel);
        gather.Ask(source.Length > 0 ? source : null);
        return view.Go(context, "", "asked");
    }

    private async Task<IResult> ReleaseAsync(HttpContext context, CancellationToken cancel)
    {
        var isReleased = await database.WriteAsync(async transaction =>
        {
            var isStopped = await brake.ReleaseAsync(transaction);
            await (isStopped ? audit.NoteAsync(transaction, context, "let delivery go on") : Task.CompletedTask);
            return isStopped;
        }, cancel);
        return view.Go(context, "", isReleased ? "released" : "moving");
    }

    private async Task<IResult> ReloadAsync(HttpContext context, CancellationToken cancel)
    {
        await audit.NoteAsync(context, "asked for a reload of settings and templates", null, null, cancel);
        Reload!.Ask();
        return view.Go(context, "", "reloading");
    }
}
