using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Encrypts the keys that protect the forms by a key of the ring (AES-256-GCM, NIST SP 800-38D), so that a copy of
/// their table alone opens no form.
/// </summary>
internal sealed class RingXmlEncryptor(KeyRing ring) : IXmlEncryptor
{
    /// <summary>The purpose of its keys in the ring.</summary>
    public const string Ring = "forms";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var key = ring.Keys(Ring)[0];
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var (nonce, tag) = (RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize), new byte[16]);
        var sealedBytes = new byte[plain.Length];
        using var aes = new AesGcm(key.Secret, tag.Length);
        aes.Encrypt(nonce, plain, sealedBytes, tag);
        return new EncryptedXmlInfo(
            new XElement("sealed", new XAttribute("key", key.Id.ToString(CultureInfo.InvariantCulture)),
                Convert.ToBase64String([.. nonce, .. tag, .. sealedBytes])), typeof(RingXmlDecryptor));
    }
}
