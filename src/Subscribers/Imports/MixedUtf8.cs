using System.Buffers;
using System.Text;

namespace DigestMailer.Subscribers.Imports;

/// <summary>Finds files that are UTF-8 in some lines and a code page in others.</summary>
internal static class MixedUtf8
{
    /// <summary>
    /// The first byte outside UTF-8 in a file that is UTF-8 elsewhere; null in any other file. One character alone may
    /// be chance, so only accented Latin letters and two characters in a row prove UTF-8.
    /// </summary>
    public static int? Place(ReadOnlySpan<byte> bytes)
    {
        var (isProven, isAfterAnother, first) = (false, false, -1);
        for (int at = 0, length; at < bytes.Length; at += length)
        {
            var isValid = Rune.DecodeFromUtf8(bytes[at..], out var rune, out length) == OperationStatus.Done;
            first = !isValid && first < 0 ? at : first;
            var isLong = isValid && length > 1;
            isProven |= isLong && (isAfterAnother || rune.Value is >= 0xC0 and <= 0x17F);
            isAfterAnother = isLong;
        }

        return isProven && first >= 0 ? first : null;
    }
}
