using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using DigestMailer.Topics.Meaning;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>Writes a table in the format that <see cref="MeaningTable"/> reads.</summary>
internal static class TableFile
{
    public static byte[] Write(string[] vocabulary, IReadOnlyList<float[]> rows)
    {
        var file = new MemoryStream();
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        file.Write(MeaningTable.Mark);
        var letters = Encoding.UTF8.GetBytes(string.Join('\n', vocabulary));
        foreach (var number in new[] { MeaningTable.Version, rows[0].Length, vocabulary.Length, letters.Length })
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            file.Write(bytes);
        }

        file.Write(letters);
        var (weights, parts) = SmallRows.Of(rows);
        foreach (var weight in weights)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, weight);
            file.Write(bytes[..sizeof(ushort)]);
        }

        file.Write(MemoryMarshal.AsBytes(parts.AsSpan()));
        file.Write(SHA256.HashData(file.ToArray()));
        return file.ToArray();
    }
}
