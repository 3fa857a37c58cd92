using System.Net;
using System.Net.Sockets;
using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Papers.Summaries;

/// <summary>
/// What a status or a broken connection means for the calls that would follow, in clauses for the operator. Words of
/// the endpoint are not repeated: they may hold its key.
/// </summary>
internal static class EndpointStatus
{
    /// <summary>Null where the answer is a success.</summary>
    public static SummaryOutcome? Fault(HttpResponseMessage answer, DateTimeOffset now)
    {
        var status = (int)answer.StatusCode;
        var again = RetryAfter.Of(answer, now) is { } wait ? now + wait : (DateTimeOffset?)null;
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                SummaryOutcome.Stopped($"it does not let us in ({status}); check Summaries:ApiKey"),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone => SummaryOutcome.Stopped(
                $"it has no such model, or nothing at this address ({status}); check Summaries:Model and Endpoint"),
            HttpStatusCode.PaymentRequired => SummaryOutcome.Stopped("it wants to be paid first (402)"),
            HttpStatusCode.TooManyRequests => SummaryOutcome.Stopped("it asks us to slow down (429)", again),
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest => SummaryOutcome.Stopped(
                $"it redirects ({status}), which is not followed; set Summaries:Endpoint to where it leads"),
            >= HttpStatusCode.InternalServerError when again is not null =>
                SummaryOutcome.Stopped($"it is not available ({status})", again),
            _ when answer.IsSuccessStatusCode => null,
            >= HttpStatusCode.InternalServerError => SummaryOutcome.Failed($"it has a fault of its own ({status})"),
            _ => SummaryOutcome.Failed($"it did not take the request ({status}); check Summaries:Model"),
        };
    }

    public static SummaryOutcome Fault(Exception fault, TimeSpan limit) => fault switch
    {
        OperationCanceledException => SummaryOutcome.Failed($"it did not answer within {limit.TotalSeconds:0} seconds"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            SummaryOutcome.Stopped("its name cannot be resolved"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            SummaryOutcome.Stopped("there is no secure connection to it"),
        HttpRequestException { InnerException: SocketException } => SummaryOutcome.Stopped("it cannot be reached"),
        _ => SummaryOutcome.Failed("it broke off its answer"),
    };
}
