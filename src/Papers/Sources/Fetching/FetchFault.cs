using System.Net.Sockets;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>What went wrong with a request, as one line for the operator.</summary>
internal static class FetchFault
{
    private const string Again = "the next gathering asks again";

    public static string Line(string host, Exception fault) => fault switch
    {
        UnsafeRedirectException => $"{One(fault.Message)}; correct Url in the settings",
        TimeoutRejectedException or OperationCanceledException =>
            $"{host} did not finish its answer in time; {Again}",
        BrokenCircuitException => $"{host} failed so often that it is left alone for now; {Again}",
        InvalidDataException or InvalidOperationException =>
            $"the compressed answer of {host} is damaged; {Again}",
        IOException when fault.Message.Contains("limit", StringComparison.OrdinalIgnoreCase) =>
            $"the answer of {host} is larger than {TextRoom.MaxBytes / 1024 / 1024} MB; nothing was kept",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            $"the name {host} cannot be resolved; check Url, or the network; {Again}",
        HttpRequestException { InnerException: SocketException } =>
            $"{host} cannot be reached ({One(fault.InnerException!.Message)}); {Again}",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            $"there is no secure connection to {host} ({One((fault.InnerException ?? fault).Message)}); {Again}",
        _ => $"{host} could not be reached or did not finish its answer ({One(fault.Message)}); {Again}",
    };

    private static string One(string message) => message.ReplaceLineEndings(" ").TrimEnd('.');
}
