using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace DigestMailer.Web.Api;

/// <summary>
/// An answer of the API: JSON, or a problem (RFC 9457) from status 400 on. Kept by nobody on the way, since most of
/// them are about a person.
/// </summary>
/// <param name="Json">The body; null for none.</param>
/// <param name="Location">The whole address of what was made.</param>
internal sealed record ApiAnswer(int Status, string? Json, string? Location = null) : IResult
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether it was given before, to the same request.</summary>
    public bool IsReplayed { get; init; }

    public static ApiAnswer Of(object body, int status = StatusCodes.Status200OK, string? location = null) =>
        new(status, JsonSerializer.Serialize(body, Format), location);

    public static ApiAnswer None => new(StatusCodes.Status204NoContent, null);

    /// <param name="code">A word by which programs tell faults apart.</param>
    /// <param name="detail">A sentence for the person who reads the log of the caller.</param>
    public static ApiAnswer Fault(int status, string code, string detail) => Of(
        new Problem($"urn:digestmailer:{code}", ReasonPhrases.GetReasonPhrase(status), status, detail, code), status);

    /// <summary>A fault of which the status says all.</summary>
    public static ApiAnswer OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized =>
            Fault(status, "key", "Send a key that is valid: Authorization: Bearer dmk_..."),
        StatusCodes.Status404NotFound => Fault(status, "unknown", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => Fault(status, "method", "This address does not take this method."),
        StatusCodes.Status413PayloadTooLarge => Fault(status, "size", "The body is too large."),
        StatusCodes.Status429TooManyRequests =>
            Fault(status, "limit", "There were too many requests with this key; retry after a minute."),
        >= 500 => Fault(status, "failed", "The request failed here, not by its own fault; retry it later."),
        _ => Fault(status, "unread", "A parameter of the address, a header or the body cannot be read."),
    };

    /// <summary>Whether a request is for the API, and so wants no page.</summary>
    public static bool IsFor(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (IsReplayed)
        {
            response.Headers["Idempotent-Replayed"] = "true";
        }

        if (Json is not null)
        {
            response.ContentType = Status >= 400 ? "application/problem+json" : "application/json; charset=utf-8";
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(Json), httpContext.RequestAborted);
        }
    }
}

/// <summary>A fault as RFC 9457 writes it.</summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail, string Code);
