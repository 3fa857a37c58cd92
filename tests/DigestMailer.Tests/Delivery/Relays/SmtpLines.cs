using System.Text;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>
/// What a client says, line by line or a number of bytes at once, and all of it as it came: a line ends at LF, so that
/// a smuggled one shows.
/// </summary>
internal sealed class SmtpLines(Stream stream, Action<byte[]> heard)
{
    private readonly byte[] buffer = new byte[8192];
    private int start;
    private int end;

    /// <summary>Without its end; null where the client is gone.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancel)
    {
        using var line = new MemoryStream();
        while (true)
        {
            if (start == end && !await FillAsync(cancel))
            {
                return null;
            }

            var found = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var taken = found < 0 ? end - start : found + 1;
            line.Write(buffer, start, taken);
            start += taken;
            if (found >= 0)
            {
                return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r', '\n');
            }
        }
    }

    /// <summary>This number of bytes; null where the client is gone before.</summary>
    public async Task<string?> ReadAsync(int count, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        while (bytes.Length < count)
        {
            if (start == end && !await FillAsync(cancel))
            {
                return null;
            }

            var taken = Math.Min(end - start, count - (int)bytes.Length);
            bytes.Write(buffer, start, taken);
            start += taken;
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, count);
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        (start, end) = (0, await stream.ReadAsync(buffer, cancel));
        heard(buffer[..end]);
        return end > 0;
    }
}
