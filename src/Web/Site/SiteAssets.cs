using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Site;

/// <summary>
/// The style sheet, the scripts and the icon, read when the program starts; their addresses carry a version, so
/// browsers may keep them for a year.
/// </summary>
internal sealed class SiteAssets(MailTemplates templates, IOptions<SiteOptions> site)
{
    public Asset Style { get; } =
        Asset.Of("text/css; charset=utf-8", Colours(site.Value) + templates.Text("pages/site.css"));

    public Asset Script { get; } = Asset.Of("text/javascript; charset=utf-8", templates.Text("pages/site.js"));

    /// <summary>Marks and keys for lists of papers.</summary>
    public Asset Reading { get; } =
        Asset.Of("text/javascript; charset=utf-8", templates.Text("pages/reading.js"));

    public Asset Icon { get; } =
        Asset.Of("image/svg+xml; charset=utf-8",
            templates.Text("pages/icon.svg")
                .Replace("#9f2f1a", Palette.Of(site.Value.Accent).Light, StringComparison.OrdinalIgnoreCase));

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var (name, asset) in new[] { ("site.css", Style), ("site.js", Script), ("reading.js", Reading),
            ("icon.svg", Icon) })
        {
            app.MapRead($"/assets/{name}", (HttpContext context) => Serve(context, asset));
        }
    }

    private static IResult Serve(HttpContext context, Asset asset)
    {
        context.Response.Headers.CacheControl =
            context.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "public, max-age=300";
        return Results.Bytes(asset.Bytes, asset.Type,
            entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{asset.Version}\""));
    }

    /// <summary>The accent as it is readable on either ground, for the style sheet to use.</summary>
    private static string Colours(SiteOptions site)
    {
        var palette = Palette.Of(site.Accent);
        return string.Create(CultureInfo.InvariantCulture,
            $":root{{--accent-light:{palette.Light};--accent-dark:{palette.Dark}}}\n");
    }
}

/// <summary>A file that a page links to.</summary>
internal sealed record Asset(string Type, byte[] Bytes, string Version)
{
    public static Asset Of(string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(type, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
    }
}
