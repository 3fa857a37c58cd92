using DigestMailer.Digests;
using MimeKit;

namespace DigestMailer.Delivery;

/// <summary>Turns a composed mail into the bytes that go over the line, once, signed where that is set, and gives it its return path. The same row gives the same bytes.</summary>
/// <param name="signer">Null where the relay signs.</param>
internal sealed class MailSeal(ReturnPath paths, DkimSigner? signer) : IDisposable
{
    private static readonly FormatOptions Format = MakeFormat();

    public WireMail Seal(long subscriberId, ComposedMail mail)
    {
        using var written = new MemoryStream(32 * 1024);
        mail.Message.WriteTo(Format, written);
        var plain = written.GetBuffer().AsSpan(0, (int)written.Length);
        byte[] bytes = signer is null ? plain.ToArray() : [.. signer.Sign(plain), .. plain];
        return new WireMail(bytes, paths.Of(subscriberId).Address, mail.EnvelopeTo, mail.Message.MessageId!, mail.Message.Date);
    }

    private static FormatOptions MakeFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        return format;
    }

    public void Dispose() => signer?.Dispose();
}
