using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DigestMailer.Papers.Sources.Fetching;
using Microsoft.Extensions.Options;

namespace DigestMailer.Papers.Summaries;

/// <summary>
/// The model behind an OpenAI-compatible address: one call within one time limit, never retried here and never
/// redirected, with bounds on what is sent and on what is read. Whatever comes is an outcome, never an exception.
/// </summary>
internal sealed class SummaryEndpoint(IHttpClientFactory clients, IOptions<SummaryOptions> options, TimeProvider clock)
{
    public const string Client = "summaries";

    private const int MostBytes = 128 * 1024;
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(5);

    /// <summary>Whom the operator knows it by.</summary>
    public string Host => options.Value.Address.Authority;

    public async Task<SummaryOutcome> AskAsync(WantedSummary wanted, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Address)
        {
            Content = new StringContent(SummaryPrompt.Body(wanted, options.Value), Encoding.UTF8, "application/json"),
        };
        return await SendAsync(request, options.Value.TimeLimit,
            (answer, body) => EndpointStatus.Fault(answer, clock.GetUtcNow())
                ?? (body is null ? SummaryOutcome.Failed($"its answer is larger than {MostBytes / 1024} KB")
                    : SummaryAnswer.Read(body, wanted.Language)), cancel);
    }

    /// <summary>
    /// Asks for the list of models, which costs nothing: why no call would go well now, or null. Services without such
    /// a list answer all the same.
    /// </summary>
    public async Task<string?> ProbeAsync(CancellationToken cancel)
    {
        var list = options.Value.Address.AbsoluteUri
            .Replace("/chat/completions", "/models", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, list);
        var outcome = await SendAsync(request, ProbeTime, (answer, _) =>
            (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
                ? null : EndpointStatus.Fault(answer, clock.GetUtcNow())) ?? SummaryOutcome.Written(""), cancel);
        return outcome.Fault;
    }

    private async Task<SummaryOutcome> SendAsync(HttpRequestMessage request, TimeSpan limit,
        Func<HttpResponseMessage, string?, SummaryOutcome> read, CancellationToken cancel)
    {
        if (options.Value.ApiKey is { Length: > 0 } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var time = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
        try
        {
            using var answer = await clients.CreateClient(Client)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return read(answer,
                answer.IsSuccessStatusCode ? await AnswerText.ReadAsync(answer, MostBytes, both.Token) : "");
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            return EndpointStatus.Fault(fault, limit);
        }
    }
}
