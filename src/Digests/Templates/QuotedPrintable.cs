using System.Buffers;
using System.Text;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// Quoted-printable (RFC 2045 §6.7) of UTF-8 text: lines of at most 76, line ends as CRLF, and every piece may follow
/// any other after a soft break. No line begins with a dot, so SMTP has none to double.
/// </summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 75;
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create(
            [.. Enumerable.Range(33, 94).Select(value => (byte)value).Where(value => value != '='), (byte)' ',
                (byte)'\t']);

    private const int LongestByte = 6; // a soft break, and three for the byte itself

    /// <summary>Parts two pieces that belong to one line.</summary>
    public static ReadOnlySpan<byte> SoftBreak => "=\r\n"u8;

    public static byte[] Encode(string text)
    {
        var to = new ArrayBufferWriter<byte>(text.Length + 1);
        Encode(text, to);
        return to.WrittenSpan.ToArray();
    }

    /// <returns>How many bytes of UTF-8 the text has.</returns>
    public static int Encode(ReadOnlySpan<char> text, IBufferWriter<byte> to)
    {
        var room = ArrayPool<byte>.Shared.Rent((1 + LongestByte) * 3 * text.Length);
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text, room);
            var encoded = room.AsSpan(3 * text.Length);
            to.Write(encoded[..Encode(room.AsSpan(0, bytes), encoded)]);
            return bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private static int Encode(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        var (used, column) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (PlainRun(bytes, i, column) is > 0 and var run)
            {
                bytes.Slice(i, run).CopyTo(to[used..]);
                (used, column) = (used + run, column + run);
                i += run - 1;
                continue;
            }

            if (LineEnd(bytes, i) is > 0 and var length)
            {
                "\r\n"u8.CopyTo(to[used..]);
                (used, column) = (used + 2, 0);
                i += length - 1;
                continue;
            }

            var plain = IsPlain(bytes, i);
            if (column + (plain ? 1 : 3) > LongestLine)
            {
                SoftBreak.CopyTo(to[used..]);
                (used, column) = (used + SoftBreak.Length, 0);
            }

            var width = Put(bytes[i], plain && (column > 0 || bytes[i] != '.'), to[used..]);
            (used, column) = (used + width, column + width);
        }

        return used;
    }

    /// <summary>How many bytes from here stand for themselves on this line; most do, and are copied together.</summary>
    private static int PlainRun(ReadOnlySpan<byte> bytes, int at, int column)
    {
        if (column == 0 && bytes[at] == '.')
        {
            return 0;
        }

        var rest = bytes.Slice(at, Math.Min(LongestLine - column, bytes.Length - at));
        var run = rest.IndexOfAnyExcept(Plain) is >= 0 and var end ? end : rest.Length;
        return run > 0 && !IsPlain(bytes, at + run - 1) ? run - 1 : run;
    }

    private static int LineEnd(ReadOnlySpan<byte> bytes, int at) =>
        bytes[at] == '\n' ? 1 : bytes[at] != '\r' ? 0 : at + 1 < bytes.Length && bytes[at + 1] == '\n' ? 2 : 1;

    /// <summary>Whether a byte stands for itself; a blank does not where it is the last of its line.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> bytes, int at) =>
        bytes[at] is >= 33 and <= 126 and not (byte)'='
            || (bytes[at] is (byte)' ' or (byte)'\t' && at + 1 < bytes.Length && LineEnd(bytes, at + 1) == 0);

    private static int Put(byte value, bool plain, Span<byte> to)
    {
        if (plain)
        {
            to[0] = value;
            return 1;
        }

        (to[2], to[1], to[0]) = (Hex(value & 15), Hex(value >> 4), (byte)'=');
        return 3;
    }

    private static byte Hex(int digit) => "0123456789ABCDEF"u8[digit];
}
