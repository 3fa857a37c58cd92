using System.Globalization;
using DigestMailer.Subscribers;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>The audit, the latest entry first.</summary>
internal sealed class AuditPage(AuditLog audit, AdminView view)
{
    public void Map(IEndpointRouteBuilder admin) => admin.MapRead("/audit", ShowAsync);

    private async Task<IResult> ShowAsync(HttpContext context, CancellationToken cancel)
    {
        long? before = long.TryParse(context.Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture,
            out var number) ? number : null;
        var entries = await audit.ReadAsync(before, cancel);
        return view.Show(context, "audit", "Audit", new ScriptObject
        {
            ["entries"] = entries.Select(Line).ToArray(),
            ["older"] = entries.Count == AuditLog.Most ? entries[^1].Id : null,
        });
    }

    public static ScriptObject Line(AuditEntry entry) => new()
    {
        ["at"] = AdminText.Time(entry.At),
        ["name"] = entry.Name,
        ["network"] = entry.Network,
        ["act"] = entry.Act,
        ["subject"] = entry.Subject,
        ["reader"] = entry.SubscriberId,
        ["email"] = entry.Email is { } email ? EmailAddress.Shown(email) : null,
        ["hash"] = entry.AddressHash,
    };
}
