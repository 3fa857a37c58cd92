using System.Buffers;
using System.Text;

namespace DigestMailer.Digests;

/// <summary>Quoted-printable (RFC 2045 §6.7) of UTF-8 text: lines of at most 76, line ends as CRLF, and every piece may follow any other after a soft break.</summary>
internal static class QuotedPrintable
{
    /// <summary>Parts two pieces that belong to one line.</summary>
    public static ReadOnlySpan<byte> SoftBreak => "=\r\n"u8;

    public static byte[] Encode(string text)
    {
        var encoded = new ArrayBufferWriter<byte>(text.Length + text.Length / 8 + 16);
        var bytes = Encoding.UTF8.GetBytes(text);
        var column = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (LineEnd(bytes, i) is > 0 and var length)
            {
                encoded.Write("\r\n"u8);
                column = 0;
                i += length - 1;
                continue;
            }

            var last = i + 1 == bytes.Length || LineEnd(bytes, i + 1) > 0;
            column = Put(encoded, bytes[i], last, column);
        }

        return encoded.WrittenSpan.ToArray();
    }

    private static int LineEnd(ReadOnlySpan<byte> bytes, int at) =>
        bytes[at] == '\n' ? 1 : bytes[at] != '\r' ? 0 : at + 1 < bytes.Length && bytes[at + 1] == '\n' ? 2 : 1;

    private static int Put(ArrayBufferWriter<byte> encoded, byte value, bool lastOfLine, int column)
    {
        var plain = value is >= 33 and <= 126 and not (byte)'=' || (value is (byte)' ' or (byte)'\t' && !lastOfLine);
        var width = plain ? 1 : 3;
        if (column + width > 75)
        {
            encoded.Write(SoftBreak);
            column = 0;
        }

        if (plain)
        {
            encoded.Write([value]);
        }
        else
        {
            encoded.Write([(byte)'=', Hex(value >> 4), Hex(value & 15)]);
        }

        return column + width;
    }

    private static byte Hex(int digit) => (byte)"0123456789ABCDEF"[digit];
}
