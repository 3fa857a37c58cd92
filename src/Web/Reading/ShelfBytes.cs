using System.Security.Cryptography;
using System.Text;

namespace DigestMailer.Web.Reading;

/// <summary>
/// A shelf as bytes: about forty for a paper. Only the build that wrote them reads them, and only as it wrote them:
/// their hash comes first, so that a row that was damaged counts for nothing.
/// </summary>
internal static class ShelfBytes
{
    public static byte[] Of(Shelf shelf)
    {
        using var bytes = new MemoryStream(64 + (48 * shelf.Count));
        bytes.Write(new byte[SHA256.HashSizeInBytes]);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(shelf.Count);
        foreach (var paper in shelf.Papers)
        {
            writer.Write(paper.Id);
            writer.Write(paper.Trend);
            writer.Write7BitEncodedInt(paper.Votes);
            writer.Write7BitEncodedInt(paper.Stars);
            writer.Write7BitEncodedInt(paper.Sources);
            writer.Write(paper.FirstSeen.ToUnixTimeMilliseconds());
        }

        WriteTopics(writer, shelf);
        writer.Flush();
        var all = bytes.ToArray();
        SHA256.HashData(all.AsSpan(SHA256.HashSizeInBytes), all);
        return all;
    }

    private static void WriteTopics(BinaryWriter writer, Shelf shelf)
    {
        var places = shelf.Papers.Index().ToDictionary(paper => paper.Item.Id, paper => paper.Index);
        writer.Write(shelf.Topics.Count);
        foreach (var (slug, found) in shelf.Topics)
        {
            writer.Write(slug);
            writer.Write(found.Count);
            foreach (var (paper, relevance) in found)
            {
                writer.Write7BitEncodedInt(places[paper]);
                writer.Write(relevance);
            }
        }
    }

    /// <returns>Null for what <see cref="Of"/> did not write.</returns>
    public static Shelf? Read(byte[] bytes)
    {
        if (bytes.Length < SHA256.HashSizeInBytes || !SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes))
            .AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, SHA256.HashSizeInBytes,
            bytes.Length - SHA256.HashSizeInBytes), Encoding.UTF8);
        var papers = new ShelvedPaper[reader.ReadInt32()];
        for (var place = 0; place < papers.Length; place++)
        {
            papers[place] = new ShelvedPaper(reader.ReadInt64(), reader.ReadDouble(), reader.Read7BitEncodedInt(),
                reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()));
        }

        var topics = new Dictionary<string, IReadOnlyDictionary<long, double>>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            topics[reader.ReadString()] = ReadTopic(reader, papers);
        }

        return new Shelf(papers, topics);
    }

    private static Dictionary<long, double> ReadTopic(BinaryReader reader, ShelvedPaper[] papers)
    {
        var count = reader.ReadInt32();
        var found = new Dictionary<long, double>(count);
        for (; count > 0; count--)
        {
            found[papers[reader.Read7BitEncodedInt()].Id] = reader.ReadDouble();
        }

        return found;
    }
}
