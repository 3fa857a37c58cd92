using System.Text;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// The text of a file of unknown encoding: UTF-8 and UTF-16 with or without a byte order mark, else windows-1252 or
/// MacRoman, whichever gives words. What gives words in none of them is rejected by its line.
/// </summary>
/// <param name="Encoding">The name of the encoding, to be shown.</param>
internal sealed record FileText(string Text, string Encoding)
{
    private static readonly (string Name, byte[] Mark, Encoding Encoding)[] Marked =
    [
        ("UTF-8", [0xEF, 0xBB, 0xBF], new UTF8Encoding(false, true)),
        ("UTF-32", [0xFF, 0xFE, 0, 0], new UTF32Encoding(false, false, true)),
        ("UTF-16", [0xFF, 0xFE], new UnicodeEncoding(false, false, true)),
        ("UTF-16", [0xFE, 0xFF], new UnicodeEncoding(true, false, true)),
    ];

    /// <exception cref="RefusedException">The bytes are not text in any of them.</exception>
    public static FileText Of(byte[] bytes)
    {
        foreach (var (name, mark, encoding) in Marked)
        {
            if (bytes.AsSpan().StartsWith(mark))
            {
                return new(Decoded(encoding, bytes[mark.Length..], name), name);
            }
        }

        return HalfIsZero(bytes) is { } bigEndian
            ? new(Decoded(new UnicodeEncoding(bigEndian, false, true), bytes, "UTF-16"), "UTF-16")
            : WithoutMark(bytes);
    }

    private static FileText WithoutMark(byte[] bytes)
    {
        try
        {
            return new(new UTF8Encoding(false, true).GetString(bytes), "UTF-8");
        }
        catch (DecoderFallbackException)
        {
            // Not UTF-8: a code page of one byte a character, or nothing that can be read here.
            return CodePage.Best(bytes);
        }
    }

    private static string Decoded(Encoding encoding, byte[] bytes, string name)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new RefusedException(
                $"The file begins as {name} but is not valid {name} all through. "
                + "Save it as UTF-8; nothing was imported.");
        }
    }

    /// <summary>Whether text in UTF-16 begins with its high bytes; null where it is not UTF-16.</summary>
    private static bool? HalfIsZero(byte[] bytes)
    {
        var sample = bytes.AsSpan(0, Math.Min(bytes.Length, 200) & ~1);
        var (even, odd) = (0, 0);
        for (var i = 0; i < sample.Length; i += 2)
        {
            even += sample[i] == 0 ? 1 : 0;
            odd += sample[i + 1] == 0 ? 1 : 0;
        }

        return sample.Length < 4 || Math.Max(even, odd) < sample.Length / 4 ? null : even > odd;
    }
}
