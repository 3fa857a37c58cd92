using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dapper;
using DigestMailer.Storage;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Fetches one address politely: time limit, retries, Retry-After and size cap come with the client; here are
/// conditional requests and plain words for failures.
/// </summary>
internal sealed class WebFetch(IHttpClientFactory clients, Database database, TimeProvider clock)
{
    public const string Plain = "sources";
    public const string Arxiv = "arxiv";

    /// <summary>Largest answer that is read; the largest feed on record has 2.3 MB.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private const char ByteOrderMark = '\uFEFF';
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(6);

    /// <param name="conditional">Ask only for what changed since the last answer that was kept.</param>
    public async Task<Fetched> GetAsync(string url, bool arxiv, bool conditional, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (conditional)
            {
                await AddValidatorsAsync(request, url, cancel);
            }

            // The client's own limits end at the headers; a body that stalls or never ends has this one.
            using var time = new CancellationTokenSource(MostTime, clock);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
            using var response = await clients.CreateClient(arxiv ? Arxiv : Plain).SendAsync(request, limit.Token);
            // Bytes and not text: a server may name a character set that does not exist, and every source writes UTF-8.
            var body =
                Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(limit.Token))
                    .TrimStart(ByteOrderMark);
            return new Fetched(response.StatusCode, body, null,
                new Validators(url, response.Headers.ETag?.ToString(),
                    response.Content.Headers.LastModified?.ToString("R")));
        }
        catch (Exception fault) when (fault is HttpRequestException or TimeoutRejectedException
            or BrokenCircuitException or IOException
            || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new Fetched(0, "",
                $"{new Uri(url).Host} could not be reached or did not finish its answer ({fault.Message.TrimEnd('.')}); the next gathering asks again", null);
        }
    }

    private async Task AddValidatorsAsync(HttpRequestMessage request, string url, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var known =
            await connection.QueryFirstOrDefaultAsync<FetchRow>(
                "SELECT etag, last_modified FROM fetches WHERE url = @url", new { url });
        if (EntityTagHeaderValue.TryParse(known?.Etag, out var etag))
        {
            request.Headers.IfNoneMatch.Add(etag);
        }

        if (DateTimeOffset.TryParse(known?.LastModified, System.Globalization.CultureInfo.InvariantCulture,
            out var modified))
        {
            request.Headers.IfModifiedSince = modified;
        }
    }

    private sealed record FetchRow
    {
        public string? Etag { get; init; }

        public string? LastModified { get; init; }
    }
}

/// <summary>An answer of the web.</summary>
/// <param name="Status">0 where there was none.</param>
/// <param name="Failure">Why there was none.</param>
internal sealed record Fetched(HttpStatusCode Status, string Body, string? Failure, Validators? Validators)
{
    public bool NotModified => Status == HttpStatusCode.NotModified;

    /// <summary>One line where this is no success; null where it is.</summary>
    public string? Error(string what) => Failure ?? (Status switch
    {
        HttpStatusCode.OK or HttpStatusCode.NotModified => null,
        HttpStatusCode.TooManyRequests => $"{what} asks us to slow down (429); the next gathering asks again",
        _ => $"{what} answered {(int)Status} {Status}; if it stays so, check the address in the settings",
    });
}
