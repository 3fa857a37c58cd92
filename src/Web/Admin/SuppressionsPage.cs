using DigestMailer.Digests.Templates;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>Addresses that must not be mailed, and letting one be mailed again.</summary>
internal sealed class SuppressionsPage(SuppressionStore suppressions, AddressHash hash, AuditLog audit,
    Database database, AdminView view)
{
    private const int Most = 100;

    public void Map(IEndpointRouteBuilder admin, IEndpointRouteBuilder acts)
    {
        admin.MapRead("/suppressions", ListAsync);
        admin.MapPost("/suppressions", FindAsync);
        acts.MapPost("/suppressions/lift", LiftAsync);
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken cancel) =>
        Show(context, "", await suppressions.LatestAsync(Most, cancel));

    private async Task<IResult> FindAsync(HttpContext context, CancellationToken cancel)
    {
        var text = PlainText.Line(context.Request.Form["address"]);
        return text.Length == 0 ? Show(context, text, await suppressions.LatestAsync(Most, cancel))
            : Show(context, text, await suppressions.FindAsync(hash.Of(text), cancel) is { } one ? [one] : []);
    }

    private IResult Show(HttpContext context, string text, IReadOnlyList<Suppression> found) =>
        view.Show(context, "suppressions", "Suppressions", new ScriptObject
        {
            ["text"] = text,
            ["most"] = Most,
            ["is_full"] = found.Count >= Most,
            ["suppressions"] = found.Select(Line).ToArray(),
        });

    /// <summary>The address where it is known, else its hash.</summary>
    public static ScriptObject Line(Suppression one) => new()
    {
        ["hash"] = one.AddressHash,
        ["email"] = one.Email is { } email ? EmailAddress.Shown(email) : null,
        ["reason"] = one.Reason.ToString().ToLowerInvariant(),
        ["detail"] = one.Detail,
        ["at"] = AdminText.Time(one.At),
    };

    private async Task<IResult> LiftAsync(HttpContext context, CancellationToken cancel)
    {
        var addressHash = context.Request.Form["hash"].ToString();
        var isLifted = await database.WriteAsync(async transaction =>
        {
            var isSuppressed = await SuppressionStore.LiftAsync(transaction, addressHash);
            await (isSuppressed ? audit.NoteAsync(transaction, context, "lifted a suppression", null, addressHash)
                : Task.CompletedTask);
            return isSuppressed;
        }, cancel);
        return view.Go(context, "/suppressions", isLifted ? "lifted" : "free");
    }
}
