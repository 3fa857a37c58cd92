using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;

namespace DigestMailer.Delivery.Signing;

/// <summary>
/// A private key that signs mail. The platform signs RSA; Ed25519, which it lacks, comes from the library under
/// MimeKit. Safe for many threads.
/// </summary>
internal sealed class DkimKey : IDisposable
{
    /// <summary>The algorithm 1.3.101.112 (RFC 8410) as its keys begin with it.</summary>
    private static readonly byte[] Ed25519Id = [0x06, 0x03, 0x2B, 0x65, 0x70];

    private readonly ThreadLocal<RSA>? rsa;
    private readonly Ed25519PrivateKeyParameters? ed25519;

    private DkimKey(string pem)
    {
        var der = Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
        // The library is asked only for what the platform lacks: loading it costs more than many signatures.
        if (der.AsSpan(0, Math.Min(16, der.Length)).IndexOf(Ed25519Id) >= 0
            && PrivateKeyInfoOrNull(der) is Ed25519PrivateKeyParameters key)
        {
            ed25519 = key;
            return;
        }

        rsa = new ThreadLocal<RSA>(() => Rsa(pem), trackAllValues: true);
        Bits = rsa.Value!.KeySize;
    }

    /// <summary>The <c>a=</c> of a signature.</summary>
    public string Algorithm => ed25519 is null ? "rsa-sha256" : "ed25519-sha256";

    /// <summary>Size of an RSA key; 0 for Ed25519.</summary>
    public int Bits { get; }

    /// <summary>The TXT record that lets others verify.</summary>
    public string Record => ed25519 is null
        ? $"v=DKIM1; k=rsa; p={Convert.ToBase64String(rsa!.Value!.ExportSubjectPublicKeyInfo())}"
        : $"v=DKIM1; k=ed25519; p={Convert.ToBase64String(ed25519.GeneratePublicKey().GetEncoded())}";

    /// <exception cref="CryptographicException">The file holds no private key.</exception>
    public static DkimKey Read(string path)
    {
        try
        {
            return new DkimKey(File.ReadAllText(path));
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new CryptographicException($"{path} holds no private key in PEM", fault);
        }
    }

    /// <summary>A new key of 2048 bits, what every receiver verifies (RFC 8301), as PKCS #8 in PEM.</summary>
    public static string MakeRsa()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>A new Ed25519 key as PKCS #8 in PEM.</summary>
    public static string MakeEd25519() =>
        PemEncoding.WriteString("PRIVATE KEY",
            PrivateKeyInfoFactory.CreatePrivateKeyInfo(new Ed25519PrivateKeyParameters(new SecureRandom()))
                .GetDerEncoded());

    /// <param name="hash">SHA-256 of what is signed; Ed25519 signs the hash (RFC 8463 §3).</param>
    public byte[] Sign(ReadOnlySpan<byte> hash)
    {
        if (ed25519 is null)
        {
            return rsa!.Value!.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        var signature = new byte[Ed25519PrivateKeyParameters.SignatureSize];
        ed25519.Sign(Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Algorithm.Ed25519, null, hash.ToArray(), 0, hash.Length,
            signature, 0);
        return signature;
    }

    private static Org.BouncyCastle.Crypto.AsymmetricKeyParameter? PrivateKeyInfoOrNull(byte[] der)
    {
        try
        {
            return PrivateKeyFactory.CreateKey(der);
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or GeneralSecurityException)
        {
            // Damaged; the platform says so.
            return null;
        }
    }

    private static RSA Rsa(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }

    public void Dispose()
    {
        foreach (var key in rsa?.Values ?? [])
        {
            key.Dispose();
        }

        rsa?.Dispose();
    }
}
