using System.Text;
using MimeKit;

namespace DigestMailer.Delivery;

/// <summary>A sealed mail in the form that MailKit takes: a head and a body that are written as they are.</summary>
internal static class WireMessage
{
    /// <param name="lastByte">Called before the last byte is written: from then on the relay may have the whole mail.</param>
    public static MimeMessage Of(WireMail mail, Action lastByte)
    {
        var head = mail.Bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 2;
        var message = new MimeMessage();
        message.Headers.Clear();
        message.Headers.Add(Whole(mail.Bytes.AsSpan(..head)));
        message.Body = new Body(mail.Bytes.AsMemory(head + 2), lastByte);
        return message;
    }

    /// <summary>The whole head as the value of its first field: so it is written as it is, and nothing looks into it.</summary>
    private static Header Whole(ReadOnlySpan<byte> head)
    {
        var colon = head.IndexOf((byte)':');
        var header = new Header(Encoding.ASCII.GetString(head[..colon]), "x");
        header.SetRawValue(head[(colon + 1)..].ToArray());
        return header;
    }

    private sealed class Body : MimePart
    {
        private readonly ReadOnlyMemory<byte> bytes;
        private readonly Action lastByte;

        public Body(ReadOnlyMemory<byte> bytes, Action lastByte)
        {
            (this.bytes, this.lastByte) = (bytes, lastByte);
            Headers.Clear();
        }

        public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            stream.Write(bytes.Span[..^1]);
            lastByte();
            stream.Write(bytes.Span[^1..]);
        }

        public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            await stream.WriteAsync(bytes[..^1], cancellationToken);
            lastByte();
            await stream.WriteAsync(bytes[^1..], cancellationToken);
        }
    }
}
