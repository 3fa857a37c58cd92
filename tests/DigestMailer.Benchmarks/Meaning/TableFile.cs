using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DigestMailer.Topics.Meaning;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>Writes a table in the format that <see cref="MeaningTable"/> reads.</summary>
internal static class TableFile
{
    // Two thousand pieces at the full weight stay within 32 bits.
    private const int MostWeight = 8191;

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
        var most = rows.Max(row => row.Max(Math.Abs));
        foreach (var row in rows)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)WeightOf(row, most));
            file.Write(bytes[..sizeof(ushort)]);
        }

        foreach (var row in rows)
        {
            var step = WeightOf(row, most) * most / MostWeight / sbyte.MaxValue;
            file.Write(Array.ConvertAll(row,
                part => (byte)(sbyte)Math.Clamp(MathF.Round(part / step), -sbyte.MaxValue, sbyte.MaxValue)));
        }

        file.Write(SHA256.HashData(file.ToArray()));
        return file.ToArray();
    }

    private static int WeightOf(float[] row, float most) =>
        Math.Max(1, (int)MathF.Ceiling(row.Max(Math.Abs) / most * MostWeight));
}
