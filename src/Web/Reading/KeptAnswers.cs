using System.Globalization;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers.Merging;
using DigestMailer.Web.Site;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;

namespace DigestMailer.Web.Reading;

/// <summary>
/// Whole answers that are the same for every visitor, kept by the framework's output cache as the bytes that are sent,
/// compressed where the browser takes that. An answer is kept until papers, templates or the day change; only a route
/// that asks for it by <see cref="KeptRoute"/> has any.
/// </summary>
internal sealed class KeptAnswers(PageView view, PaperStore papers, MailTemplates templates,
    IResponseCompressionProvider compression, TimeProvider clock)
{
    /// <summary>Of all that is kept; a page of fifty papers takes 150 KB, compressed a tenth of it.</summary>
    public const long MostBytes = 24 * 1024 * 1024;

    // A fifth of all: one answer does not push out all others.
    public const long MostBytesOfOne = MostBytes / 5;

    // An answer of an older generation that its eviction has missed goes after this.
    private static readonly TimeSpan LongestKept = TimeSpan.FromHours(1);

    private const int LongestQuery = 1000;

    private long generation;

    public async ValueTask AskAsync(OutputCacheContext cache, KeptRoute route, CancellationToken cancel)
    {
        var request = cache.HttpContext.Request;
        // An answer to HEAD has no body, and kept without one it would say that the page has none.
        cache.EnableOutputCaching = cache.AllowCacheLookup = cache.AllowCacheStorage =
            HttpMethods.IsGet(request.Method) && request.Headers.Authorization.Count == 0
            && request.QueryString.Value is not { Length: > LongestQuery };
        // Answers are made of what is kept for all who wait; a visitor who leaves must not take the others along.
        cache.AllowLocking = false;
        if (!cache.EnableOutputCaching)
        {
            return;
        }

        var current = await papers.GenerationAsync(cancel);
        await ForgetBeforeAsync(current, cache.HttpContext.RequestServices.GetRequiredService<IOutputCacheStore>());
        cache.Tags.Add(Tag(current));
        cache.ResponseExpirationTimeSpan = LongestKept;
        Vary(cache, route, current);
    }

    private void Vary(OutputCacheContext cache, KeptRoute route, long current)
    {
        var by = cache.CacheVaryByRules;
        // Addresses on a page come from the settings, whatever host was asked.
        by.VaryByHost = false;
        by.QueryKeys = route.Query;
        by.VaryByValues["papers"] = Tag(current);
        by.VaryByValues["templates"] = templates.Version.ToString(CultureInfo.InvariantCulture);
        by.VaryByValues["day"] = clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        by.VaryByValues["encoding"] = compression.GetCompressionProvider(cache.HttpContext)?.EncodingName ?? "";
        if (route.Speaks)
        {
            by.VaryByValues["language"] = view.LanguageOf(cache.HttpContext).Tag;
            by.VaryByValues["mailbox"] = view.Mailbox ?? "";
        }
    }

    /// <summary>Gives the room of answers back that were made of papers as they were before.</summary>
    private async Task ForgetBeforeAsync(long current, IOutputCacheStore store)
    {
        var before = Interlocked.Exchange(ref generation, current);
        if (before != current)
        {
            await store.EvictByTagAsync(Tag(before), CancellationToken.None);
        }
    }

    private static string Tag(long generation) => generation.ToString(CultureInfo.InvariantCulture);
}
