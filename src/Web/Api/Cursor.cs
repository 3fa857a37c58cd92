using System.Buffers.Binary;
using System.Buffers.Text;

namespace DigestMailer.Web.Api;

/// <summary>Where a list goes on, in a form that callers hand back as it is.</summary>
internal static class Cursor
{
    private const int Bytes = sizeof(long);

    public static string Write(long place)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, place);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The place; null for a text that was not made by <see cref="Write"/>.</summary>
    public static long? Read(string text)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return text.Length == Base64Url.GetEncodedLength(Bytes) && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == Bytes
            && BinaryPrimitives.ReadInt64BigEndian(bytes) is >= 0 and var place ? place : null;
    }
}
