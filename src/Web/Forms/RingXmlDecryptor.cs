using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Reads what <see cref="RingXmlEncryptor"/> wrote. Stored keys name this type, so it keeps its name.
/// </summary>
internal sealed class RingXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private const int Nonce = 12;
    private const int Tag = 16;

    /// <exception cref="CryptographicException">The key is revoked, or the text was changed.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var id = long.Parse(encryptedElement.Attribute("key")!.Value, CultureInfo.InvariantCulture);
        var key = services.GetRequiredService<KeyRing>().Find(RingXmlEncryptor.Ring, id)
            ?? throw new CryptographicException($"Key {id} of the forms is revoked.");
        var all = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var plain = new byte[all.Length - Nonce - Tag];
        using var aes = new AesGcm(key.Secret, Tag);
        aes.Decrypt(all[..Nonce], all[(Nonce + Tag)..], all[Nonce..(Nonce + Tag)], plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
