namespace DigestMailer.Web.Site;

/// <summary>
/// What callers get wrong is answered by a status of 4xx and told in the log at most once a minute for each kind,
/// however often it happens.
/// </summary>
internal sealed class CallerFaults(TimeProvider clock, ILogger<CallerFaults> log)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTimeOffset Told, int Untold)> kinds = [];

    /// <summary>
    /// Lets a request through; a body that ends early, is too large or is malformed becomes its status.
    /// </summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
            {
                throw new BadHttpRequestException("The query holds a NUL, which no text has.");
            }

            await next(context);
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            Note($"requests that cannot be read ({fault.StatusCode})");
            context.Response.Clear();
            context.Response.StatusCode = fault.StatusCode;
        }
        catch (Exception fault) when (context.RequestAborted.IsCancellationRequested
            && fault is OperationCanceledException or IOException)
        {
            Note("callers who left before their answer");
        }
    }

    /// <param name="kind">One of a few, as a plural that reads after a number; never what the caller sent.</param>
    public void Note(string kind)
    {
        int times;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var (told, untold) = kinds.GetValueOrDefault(kind);
            if (now - told < Between)
            {
                kinds[kind] = (told, untold + 1);
                return;
            }

            times = untold + 1;
            kinds[kind] = (now, 0);
        }

        log.LogInformation("Rejected {Times} since the last report: {Kind}", times, kind);
    }
}
