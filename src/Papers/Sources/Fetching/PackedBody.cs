using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// A body that is a gzip file (RFC 1952), as of an address that ends in .gz, though no Content-Encoding says so.
/// </summary>
internal static class PackedBody
{
    /// <summary>Copies a body, unpacked where it begins as gzip; the target bounds how much it may become.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static async Task CopyAsync(Stream body, Stream target, CancellationToken cancel)
    {
        var reader = PipeReader.Create(body);
        var start = await reader.ReadAtLeastAsync(2, cancel);
        var isPacked = start.Buffer.Length >= 2 && start.Buffer.Slice(0, 2).ToArray() is [0x1F, 0x8B];
        reader.AdvanceTo(start.Buffer.Start);
        await using var all = reader.AsStream();
        if (isPacked)
        {
            await using var unpacked = new GZipStream(all, CompressionMode.Decompress);
            await unpacked.CopyToAsync(target, cancel);
        }
        else
        {
            await all.CopyToAsync(target, cancel);
        }
    }
}
