using System.Globalization;
using System.Net;
using DigestMailer.Papers.Sources.Fetching;
using Microsoft.Extensions.Options;

namespace DigestMailer.Subscribers.Libraries;

/// <summary>
/// Zotero's web API, version 3, which is only ever read: whose key it is, and the papers added last. Never redirected
/// and never retried here, with bounds on what is read; while it asks us to wait (Backoff, Retry-After), nobody's
/// library is asked for. Whatever comes is an outcome, never an exception. Safe for several threads.
/// </summary>
internal sealed class ZoteroApi(IHttpClientFactory clients, IOptions<ZoteroOptions> options, TimeProvider clock)
{
    public const string Client = "zotero";

    private const int MostBytes = 4 * 1024 * 1024;
    private const int PageSize = 100;
    private const int MostPages = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private long quietUntil;

    /// <summary>Until when it wants to be asked nothing.</summary>
    public DateTimeOffset QuietUntil => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref quietUntil));

    public async Task<ZoteroOwner> OwnerAsync(string key, CancellationToken cancel)
    {
        var answer = await GetAsync("keys/current", key, null, cancel);
        return answer.End == ZoteroEnd.Read ? ZoteroOwner.Of(answer.Body) : ZoteroOwner.None(answer.End);
    }

    /// <summary>
    /// The papers of a library as BibTeX, those added last first; enough for <paramref name="enough"/> of them, since
    /// files and notes without a paper are among its items.
    /// </summary>
    /// <param name="since">The version of the library that is known; null for none.</param>
    public async Task<ZoteroAnswer> PapersAsync(string key, long owner, long? since, int enough,
        CancellationToken cancel)
    {
        var (whole, text) = (default(ZoteroAnswer), "");
        for (var start = 0; start < MostPages * PageSize; start += PageSize)
        {
            var page = await GetAsync(string.Create(CultureInfo.InvariantCulture,
                $"users/{owner}/items/top?format=bibtex&sort=dateAdded&direction=desc&limit={PageSize}&start={start}"),
                key, start == 0 ? since : null, cancel);
            if (page.End != ZoteroEnd.Read)
            {
                // The first page has the newest papers, so it is enough while the service wants rest.
                return whole is null || page.End == ZoteroEnd.Rejected ? page : whole with { Body = text };
            }

            whole ??= page;
            text += page.Body + "\n";
            if (start + PageSize >= page.Total || Entries(text) >= enough)
            {
                break;
            }
        }

        return whole! with { Body = text };
    }

    private static int Entries(string bibtex) =>
        bibtex.AsSpan().Count("\n@") + (bibtex.StartsWith('@') ? 1 : 0);

    private async Task<ZoteroAnswer> GetAsync(string path, string key, long? since, CancellationToken cancel)
    {
        if (QuietUntil > clock.GetUtcNow())
        {
            return new(ZoteroEnd.Unavailable);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get,
            new Uri(options.Value.Endpoint.TrimEnd('/') + "/" + path));
        request.Headers.Add("Zotero-API-Version", "3");
        request.Headers.Add("Zotero-API-Key", key);
        if (since is { } version)
        {
            request.Headers.Add("If-Modified-Since-Version", version.ToString(CultureInfo.InvariantCulture));
        }

        using var time = new CancellationTokenSource(options.Value.TimeLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
        try
        {
            using var answer = await clients.CreateClient(Client)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            Respect(answer);
            return await ReadAsync(answer, both.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException
            && !cancel.IsCancellationRequested)
        {
            return new(ZoteroEnd.Unavailable);
        }
    }

    private static async Task<ZoteroAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        answer.StatusCode switch
        {
            HttpStatusCode.OK when await AnswerText.ReadAsync(answer, MostBytes, cancel) is { } body =>
                new(ZoteroEnd.Read, body, Number(answer, "Last-Modified-Version"),
                    (int)Math.Min(Number(answer, "Total-Results") ?? 0, int.MaxValue)),
            HttpStatusCode.NotModified => new(ZoteroEnd.Unchanged),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(ZoteroEnd.Rejected),
            _ => new(ZoteroEnd.Unavailable),
        };

    /// <summary>Backoff may come with any answer, a good one too.</summary>
    private void Respect(HttpResponseMessage answer)
    {
        var now = clock.GetUtcNow();
        var wait = Math.Max(Number(answer, "Backoff") ?? 0, RetryAfter.Of(answer, now)?.TotalSeconds ?? 0);
        if (wait > 0)
        {
            var until = (now + TimeSpan.FromSeconds(Math.Min(wait, LongestWait.TotalSeconds))).ToUnixTimeMilliseconds();
            Interlocked.Exchange(ref quietUntil, Math.Max(Interlocked.Read(ref quietUntil), until));
        }
    }

    private static long? Number(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out var values) && long.TryParse(values.FirstOrDefault(),
            NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
