using DigestMailer.Bounces;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Webhooks;

/// <summary>
/// Doors for what providers report by themselves: <c>/webhooks/sns</c> for Amazon SES through SNS,
/// <c>/webhooks/bounces</c> for a plain form in JSON. Each is closed (404) until its setting opens it, and believes
/// nothing that is not signed.
/// </summary>
internal sealed class WebhookPages(SnsDoor sns, PlainWebhook plain, IOptions<BounceOptions> options)
{
    private const int MostBytes = 256 * 1024;

    public void Map(WebApplication app)
    {
        app.MapPost("/webhooks/sns", (HttpContext context, CancellationToken cancel) =>
            TakeAsync(context, options.Value.Webhooks.SnsTopics.Count > 0, body => sns.TakeAsync(body, cancel), cancel))
            .DisableAntiforgery();
        app.MapPost("/webhooks/bounces", (HttpContext context, CancellationToken cancel) =>
            TakeAsync(context, options.Value.Webhooks.Secret is not null,
                body => plain.TakeAsync(context.Request.Headers, body, cancel), cancel)).DisableAntiforgery();
    }

    private static async Task<IResult> TakeAsync(HttpContext context, bool open, Func<byte[], Task<WebhookEnd>> take,
        CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!open)
        {
            return Results.NotFound();
        }

        return await BodyAsync(context.Request, cancel) is not { } body
            ? Results.StatusCode(StatusCodes.Status413PayloadTooLarge) : await take(body) switch
            {
                WebhookEnd.Taken => Results.Ok(),
                WebhookEnd.Malformed => Results.BadRequest(),
                WebhookEnd.Unavailable => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
                _ => Results.StatusCode(StatusCodes.Status403Forbidden),
            };
    }

    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        for (int count; (count = await request.Body.ReadAsync(piece, cancel)) > 0;)
        {
            body.Write(piece, 0, count);
            if (body.Length > MostBytes)
            {
                return null;
            }
        }

        return body.ToArray();
    }
}
