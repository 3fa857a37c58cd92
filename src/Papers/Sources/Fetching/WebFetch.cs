using System.Net.Http.Headers;
using Dapper;
using DigestMailer.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// Fetches one address politely and within bounds: 32 MB after unpacking, six minutes with all retries, redirects to
/// http and https only. Retries and limits for each host come with the client. Whatever goes wrong is a
/// <see cref="Fetched"/> with one line for the operator, never an exception.
/// </summary>
internal sealed class WebFetch(IHttpClientFactory clients, Database database, TextRoom room,
    IOptions<PapersOptions> options, TimeProvider clock)
{
    public const string Client = "sources";

    /// <summary>Where large texts wait for their turn.</summary>
    public TextRoom Room => room;

    /// <summary>Between two requests to arXiv.</summary>
    public TimeSpan ArxivInterval => options.Value.ArxivInterval;

    /// <summary>Where services reach whoever runs this installation; may be empty.</summary>
    public string Contact => options.Value.Contact;

    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(6);

    /// <param name="pace">The pace of the service, or null.</param>
    /// <param name="conditional">Ask only for what changed since the last answer that was kept.</param>
    public async Task<Fetched> GetAsync(string url, Pace? pace, bool conditional, CancellationToken cancel,
        RequestKey? key = null)
    {
        // The client's own limits end at the headers; a body that stalls or never ends has this one.
        using var time = new CancellationTokenSource(MostTime, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            var known = conditional && await AddValidatorsAsync(request, url, cancel);
            Prepare(request, pace, key);
            return await AskAsync(request, known, limit.Token);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            return Fetched.Failed(FetchFault.Line(new Uri(url).Host, fault));
        }
    }

    private static void Prepare(HttpRequestMessage request, Pace? pace, RequestKey? key)
    {
        if (pace is not null)
        {
            request.Options.Set(Pace.Key, pace);
        }

        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation(key.Header, key.Value);
        }
    }

    private async Task<Fetched> AskAsync(HttpRequestMessage request, bool conditional, CancellationToken cancel)
    {
        var url = request.RequestUri!.OriginalString;
        using var response = await clients.CreateClient(Client)
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        var now = clock.GetUtcNow();
        var answer = new Fetched(response.StatusCode, "", null)
        {
            Conditional = conditional,
            Address = response.RequestMessage?.RequestUri,
            AskAfter = RetryAfter.Of(response, now) is { } wait ? now + wait : null,
            Validators = new Validators(url, response.Headers.ETag?.ToString(),
                response.Content.Headers.LastModified?.ToString("R")),
        };
        return response.IsSuccessStatusCode || response.StatusCode == System.Net.HttpStatusCode.BadRequest
            ? await WithBodyAsync(answer, response.Content, cancel) : answer;
    }

    private async Task<Fetched> WithBodyAsync(Fetched answer, HttpContent content, CancellationToken cancel)
    {
        await using var body = new FileBufferingWriteStream(TextRoom.Large, TextRoom.MaxBytes);
        await using (var stream = await content.ReadAsStreamAsync(cancel))
        {
            await PackedBody.CopyAsync(stream, body, cancel);
        }

        var place = await room.EnterAsync(body.Length, cancel);
        try
        {
            using var bytes = new MemoryStream((int)body.Length);
            await body.DrainBufferAsync(bytes, cancel);
            var text = TextEncoding.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length),
                content.Headers.ContentType?.CharSet);
            return answer with { Body = text, Room = place };
        }
        catch
        {
            place?.Dispose();
            throw;
        }
    }

    /// <summary>Adds the version that is known of this address; false where none is.</summary>
    private async Task<bool> AddValidatorsAsync(HttpRequestMessage request, string url, CancellationToken cancel)
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

        return request.Headers.IfNoneMatch.Count > 0 || request.Headers.IfModifiedSince is not null;
    }

    private sealed record FetchRow
    {
        public string? Etag { get; init; }

        public string? LastModified { get; init; }
    }
}
