using Microsoft.AspNetCore.Http.Features;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Reads what was sent as a form, within bounds. What the sender got wrong is an outcome, not a fault of ours.
/// </summary>
internal static class FormBody
{
    private const int MostBytes = 256 * 1024;

    // A body that trickles in must not keep a reader subscribed, nor a connection busy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // A megabyte over a slow line.
    private static readonly TimeSpan PatienceWithFile = TimeSpan.FromSeconds(40);

    /// <summary>The fields; null together with 400, 413 or 415, which say why there are none.</summary>
    /// <param name="file">Bytes that a file may have which is sent with it; 0 where none is expected. It stays in
    /// memory, so that nothing of it is on a disk when its person is erased.</param>
    public static async Task<(IFormCollection? Form, int Status)> ReadAsync(HttpContext context,
        CancellationToken cancel, int file = 0)
    {
        var most = MostBytes + file;
        var request = context.Request;
        if (!request.HasFormContentType)
        {
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength > most)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        hurry.CancelAfter(file == 0 ? Patience : PatienceWithFile);
        try
        {
            BoundWhole(context, most);
            context.Features.Set<IFormFeature>(new FormFeature(request, Bounds(Math.Max(file, MostBytes))));
            var form = await request.ReadFormAsync(hurry.Token);
            return IsText(form) ? (form, StatusCodes.Status200OK) : Refused(context, StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException fault)
        {
            return Refused(context, fault.StatusCode is >= 400 and < 500 ? fault.StatusCode
                : StatusCodes.Status400BadRequest);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Refused(context, StatusCodes.Status408RequestTimeout);
        }
        catch (InvalidDataException fault)
        {
            // The framework says by the same type that a form is malformed and that it is too large.
            return Refused(context, fault.Message.Contains("limit", StringComparison.OrdinalIgnoreCase)
                ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or InvalidOperationException
            or NotSupportedException && !cancel.IsCancellationRequested)
        {
            // An ending that never came, or a charset that nobody knows.
            return Refused(context, StatusCodes.Status400BadRequest);
        }
    }

    private static FormOptions Bounds(int most) => new()
    {
        BufferBody = false,
        KeyLengthLimit = 200,
        ValueCountLimit = 500,
        ValueLengthLimit = 64 * 1024,
        MemoryBufferThreshold = most,
        BufferBodyLengthLimit = most,
        MultipartBodyLengthLimit = most,
        MultipartHeadersCountLimit = 16,
        MultipartHeadersLengthLimit = 4 * 1024,
    };

    /// <summary>A body that does not say how long it is ends with the server's own limit.</summary>
    private static void BoundWhole(HttpContext context, int most)
    {
        if (context.Request.ContentLength is null
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }
    }

    /// <summary>
    /// The fields of a request whose address alone says what to do, such as the one-click POST (RFC 8058); no fields
    /// where they cannot be read.
    /// </summary>
    public static async Task<IFormCollection> ReadOrNoneAsync(HttpContext context)
    {
        try
        {
            return (await ReadAsync(context, context.RequestAborted)).Form ?? FormCollection.Empty;
        }
        catch (OperationCanceledException)
        {
            // The sender hung up after the address had come; what it asks for is done all the same.
            return FormCollection.Empty;
        }
    }

    private static (IFormCollection?, int) Refused(HttpContext context, int status)
    {
        // Others that ask for the form, such as the antiforgery, must not read what is left of it.
        context.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
        return (null, status);
    }

    /// <summary>Whether nothing in it would be refused by a database as text.</summary>
    private static bool IsText(IFormCollection form) =>
        form.All(field => !Holds0(field.Key) && field.Value.All(value => !Holds0(value)));

    private static bool Holds0(string? text) => text?.Contains('\0', StringComparison.Ordinal) ?? false;
}
