using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DigestMailer.Delivery.Relays;

/// <summary>
/// Trust for a server whose certificate no public authority signed: a PEM file with that certificate itself, or with
/// the authority that signed it. It adds to the system's trust and takes nothing away: a name that does not fit is
/// refused unless the very certificate is in the file.
/// </summary>
internal static class TrustedCertificate
{
    /// <summary>
    /// The check for a client that also trusts <paramref name="file"/>; null, which leaves the system's own check,
    /// where none is named.
    /// </summary>
    public static RemoteCertificateValidationCallback? Check(string? file) =>
        file is null ? null : (_, certificate, chain, errors) =>
        errors == SslPolicyErrors.None
            || (certificate is X509Certificate2 shown && IsTrusted(file, shown, chain, errors));

    private static bool IsTrusted(string file, X509Certificate2 shown, X509Chain? chain, SslPolicyErrors errors)
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(file);
        if (trusted.Any(one => one.RawDataMemory.Span.SequenceEqual(shown.RawDataMemory.Span)))
        {
            return true;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.AddRange(trusted);
        own.ChainPolicy.ExtraStore
            .AddRange(chain?.ChainElements.Select(element => element.Certificate).ToArray() ?? []);
        return !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && own.Build(shown);
    }

    /// <summary>Why a file cannot serve, in words to end a sentence with; null where it can.</summary>
    public static string? Fault(string? file)
    {
        if (file is null)
        {
            return null;
        }

        try
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(file);
            return trusted.Count > 0 ? null : $"{file} holds no certificate in PEM form";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"{file} cannot be read as a certificate in PEM form";
        }
    }
}
