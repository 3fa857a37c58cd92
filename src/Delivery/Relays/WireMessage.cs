using System.Diagnostics.CodeAnalysis;
using System.Text;
using MimeKit;
using MimeKit.IO;

namespace DigestMailer.Delivery.Relays;

/// <summary>
/// A sealed mail in the form that MailKit takes: a head and a body that are written as they are. One is made for a
/// connection and holds one mail after another.
/// </summary>
internal sealed class WireMessage : IDisposable
{
    private readonly MimeMessage message = new((IEnumerable<Header>)[]);
    private readonly Body body;

    /// <param name="lastByte">Called before the last byte is written: from then on the relay may have the whole
    /// mail.</param>
    public WireMessage(Action lastByte)
    {
        body = new Body(lastByte);
        message.Body = body;
    }

    /// <summary>The message that holds <paramref name="mail"/> until the next is put in.</summary>
    public MimeMessage Holding(WireMail mail)
    {
        var head = mail.Bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 2;
        message.Headers.Clear();
        message.Headers.Add(Whole([.. mail.Signature, .. mail.Bytes.AsSpan(..head)]));
        (body.Bytes, body.From, body.HasDots) = (mail.Bytes, head + 2, mail.HasDots);
        return message;
    }

    /// <summary>
    /// The whole head as the value of its first field: so it is written as it is, and nothing looks into it.
    /// </summary>
    private static Header Whole(ReadOnlySpan<byte> head)
    {
        var colon = head.IndexOf((byte)':');
        var header = new Header(Encoding.ASCII.GetString(head[..colon]), "");
        header.SetRawValue(head[(colon + 1)..].ToArray());
        return header;
    }

    public void Dispose() => message.Dispose();

    private sealed class Body : MimePart
    {
        private readonly Action lastByte;

        public Body(Action lastByte)
        {
            this.lastByte = lastByte;
            Headers.Clear();
        }

        public byte[] Bytes { get; set; } = [];

        /// <summary>Where in <see cref="Bytes"/> the body begins.</summary>
        public int From { get; set; }

        public bool HasDots { get; set; }

        public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly,
            CancellationToken cancellationToken = default)
        {
            var line = Line(stream);
            line.Write(Bytes, From, Bytes.Length - From - 1);
            lastByte();
            line.Write(Bytes, Bytes.Length - 1, 1);
        }

        [SuppressMessage("Performance", "CA1835",
            Justification = "The streams of the library take arrays as they are and copy anything else.")]
        public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly,
            CancellationToken cancellationToken = default)
        {
            var line = Line(stream);
            await line.WriteAsync(Bytes, From, Bytes.Length - From - 1, cancellationToken);
            lastByte();
            await line.WriteAsync(Bytes, Bytes.Length - 1, 1, cancellationToken);
        }

        /// <summary>
        /// Past the filter that doubles dots at the beginning of lines, byte by byte, where there is none.
        /// </summary>
        private Stream Line(Stream stream) => !HasDots && stream is FilteredStream filtered ? filtered.Source : stream;
    }
}
