using Microsoft.AspNetCore.OutputCaching;

namespace DigestMailer.Web.Reading;

/// <summary>
/// Marks a route whose answers <see cref="KeptAnswers"/> keeps. Nothing else is kept, and of these only an answer that
/// says itself that anyone may keep it and that sets no cookie.
/// </summary>
/// <param name="speaks">Whether it is in the language of the visitor.</param>
/// <param name="query">The names in the query that it reads.</param>
internal sealed class KeptRoute(KeptAnswers answers, bool speaks, string[] query) : IOutputCachePolicy
{
    public bool Speaks => speaks;

    public string[] Query => query;

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation) =>
        answers.AskAsync(context, this, cancellation);

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        // It is as good as new: with its age, or the date when it was made, a browser would take it for old.
        context.HttpContext.Response.OnStarting(static state =>
        {
            var headers = ((HttpResponse)state).Headers;
            headers.Remove("Age");
            headers.Remove("Date");
            return Task.CompletedTask;
        }, context.HttpContext.Response);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        context.AllowCacheStorage &= response.StatusCode == StatusCodes.Status200OK
            && response.Headers.SetCookie.Count == 0
            && response.Headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal);
        return ValueTask.CompletedTask;
    }
}
