using System.Text.Json;

namespace DigestMailer.Web.Api;

/// <summary>
/// Reads the body of a request as a JSON object, within bounds. What the caller got wrong is an answer, not a fault of
/// ours.
/// </summary>
internal static class ApiBody
{
    private const int MostBytes = 64 * 1024;

    // A body that trickles in must not keep a connection busy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>The bytes, read once and then kept with the request.</summary>
    public static async Task<(byte[]? Bytes, ApiAnswer? Fault)> BytesAsync(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(ApiBody), out var kept))
        {
            return ((byte[])kept!, null);
        }

        var (bytes, status) = await ReadAsync(context);
        if (bytes is null)
        {
            return (null, ApiAnswer.OfStatus(status));
        }

        context.Items[typeof(ApiBody)] = bytes;
        return (bytes, null);
    }

    private static async Task<(byte[]? Bytes, int Status)> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MostBytes)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        hurry.CancelAfter(Patience);
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        try
        {
            for (int count; (count = await context.Request.Body.ReadAsync(piece, hurry.Token)) > 0;)
            {
                body.Write(piece, 0, count);
                if (body.Length > MostBytes)
                {
                    return (null, StatusCodes.Status413PayloadTooLarge);
                }
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return (null, StatusCodes.Status408RequestTimeout);
        }

        return (body.ToArray(), StatusCodes.Status200OK);
    }

    /// <summary>The object in the body.</summary>
    public static async Task<(ApiInput? Input, ApiAnswer? Fault)> ObjectAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return (null, ApiAnswer.Fault(StatusCodes.Status415UnsupportedMediaType, "type",
                "Send the body as application/json."));
        }

        var (bytes, fault) = await BytesAsync(context);
        if (bytes is null)
        {
            return (null, fault);
        }

        return Parse(bytes) is { } root ? (new ApiInput(root, ""), null)
            : (null, ApiAnswer.Fault(StatusCodes.Status400BadRequest, "json",
                "The body must be one JSON object, with each name once and texts without NUL."));
    }

    private static JsonElement? Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object && IsText(document.RootElement)
                ? document.RootElement.Clone() : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is what a name or text of half a surrogate pair becomes when it is read.
            return null;
        }
    }

    /// <summary>Whether a database would take all of it as text.</summary>
    private static bool IsText(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => !Holds0(element.GetString()!),
        JsonValueKind.Array => element.EnumerateArray().All(IsText),
        JsonValueKind.Object => element.EnumerateObject().All(one => !Holds0(one.Name) && IsText(one.Value)),
        _ => true,
    };

    private static bool Holds0(string text) => text.Contains('\0', StringComparison.Ordinal);
}
