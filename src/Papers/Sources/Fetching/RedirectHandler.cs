using System.Net;
using Microsoft.Extensions.Options;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// Follows redirects (RFC 9110 §15.4) to http and https only, five at most. The configured address may be anywhere;
/// a redirect that leaves its host leads to public addresses only, unless <c>Papers:AllowPrivateRedirects</c> is set,
/// and carries no key.
/// </summary>
internal sealed class RedirectHandler(PublicNetwork network, IOptions<PapersOptions> options) : DelegatingHandler
{
    private const int Most = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var at = request.RequestUri!;
        var response = await base.SendAsync(request, cancellationToken);
        for (var hop = 1; IsRedirect(response.StatusCode) && response.Headers.Location is { } location; hop++)
        {
            response.Dispose();
            at = Next(at, location, hop);
            using var next = Copy(request, at);
            response = IsSameHost(at, request.RequestUri!) || options.Value.AllowPrivateRedirects
                ? await base.SendAsync(next, cancellationToken)
                : await network.SendAsync(next, cancellationToken);
        }

        return response;
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently
        or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect
        or HttpStatusCode.PermanentRedirect;

    private static Uri Next(Uri from, Uri location, int hop)
    {
        var next = location.IsAbsoluteUri ? location : new Uri(from, location);
        return hop > Most ? throw new UnsafeRedirectException($"{from.Host} redirects more than {Most} times")
            : next.Scheme != Uri.UriSchemeHttp && next.Scheme != Uri.UriSchemeHttps
                ? throw new UnsafeRedirectException(
                    $"{from.Host} redirects to an address of the scheme {next.Scheme}:, "
                        + "and only http and https are followed")
            : from.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp
                ? throw new UnsafeRedirectException($"{from.Host} redirects from https to http, which is not followed")
            : next;
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, Uri address)
    {
        var copy = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, values) in request.Headers)
        {
            if (IsSameHost(address, request.RequestUri!) || !RequestKey.IsSecret(name))
            {
                copy.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return copy;
    }

    private static bool IsSameHost(Uri one, Uri other) => one.Host == other.Host
        && (one.Port == other.Port || (one.IsDefaultPort && other.IsDefaultPort));
}
