using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace DigestMailer.Web.Webhooks;

/// <summary>
/// Whether Amazon SNS signed a message, in version 1 (SHA-1) or 2 (SHA-256). Its certificate is fetched from Amazon's
/// own hosts only, over TLS and without following redirects, and kept: an address in a message would else make us fetch
/// anything from anywhere.
/// </summary>
internal sealed partial class SnsSignature(IHttpClientFactory clients, TimeProvider clock)
{
    /// <summary>Name of the client that talks to SNS.</summary>
    public const string Client = "sns";

    private const int MostCertificates = 20;

    private readonly ConcurrentDictionary<string, X509Certificate2> certificates = new(StringComparer.Ordinal);

    /// <summary>True where signed, false where not; null where the certificate is unavailable just now.</summary>
    public async Task<bool?> VerifyAsync(SnsMessage message, CancellationToken cancel)
    {
        if (message is not { Signature: { } signature, SigningCertUrl: { } address } || !IsOfAmazon(address, ".pem")
            || Hash(message.SignatureVersion) is not { } hash)
        {
            return false;
        }

        if (await CertificateAsync(address, cancel) is not { } certificate)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var bytes = new byte[signature.Length];
        using var key = certificate.GetRSAPublicKey();
        return key is not null && certificate.NotBefore <= now.LocalDateTime
            && certificate.NotAfter >= now.LocalDateTime
            && Convert.TryFromBase64String(signature, bytes, out var length)
            && key.VerifyData(Encoding.UTF8.GetBytes(message.Signed()), bytes.AsSpan(0, length), hash,
                RSASignaturePadding.Pkcs1);
    }

    /// <summary>An https address at a host of Amazon SNS.</summary>
    public static bool IsOfAmazon(string? address, string ending = "") =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort
            && uri.UserInfo.Length == 0
        && Host().IsMatch(uri.Host) && uri.AbsolutePath.EndsWith(ending, StringComparison.Ordinal);

    private static HashAlgorithmName? Hash(string? version) => version switch
    {
        "1" => HashAlgorithmName.SHA1,
        "2" => HashAlgorithmName.SHA256,
        _ => null,
    };

    private async Task<X509Certificate2?> CertificateAsync(string address, CancellationToken cancel)
    {
        if (certificates.TryGetValue(address, out var known))
        {
            return known;
        }

        try
        {
            using var client = clients.CreateClient(Client);
            var certificate = X509Certificate2.CreateFromPem(await client.GetStringAsync(address, cancel));
            if (certificates.Count >= MostCertificates)
            {
                certificates.Clear();
            }

            return certificates.GetOrAdd(address, certificate);
        }
        catch (Exception fault) when (fault is HttpRequestException or CryptographicException or TaskCanceledException
            && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^sns\.[a-z0-9-]{3,32}\.amazonaws\.com(?:\.cn)?$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Host();
}
