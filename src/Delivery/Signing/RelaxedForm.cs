using System.Security.Cryptography;

namespace DigestMailer.Delivery.Signing;

/// <summary>
/// The relaxed canonical form of RFC 6376 §3.4, straight into a hash: relays may change blanks, folding and the case of
/// field names, nothing else.
/// </summary>
/// <param name="block">Where small parts are gathered for the hash.</param>
internal ref struct RelaxedForm(IncrementalHash hash, Span<byte> block)
{
    private readonly Span<byte> block = block;
    private int used;

    /// <summary>
    /// A body whose lines end in CRLF (§3.4.4): runs of blanks are one, none ends a line, no empty line ends the body.
    /// </summary>
    public void Body(ReadOnlySpan<byte> body)
    {
        body = Ended(body);
        var any = !body.IsEmpty;
        while (!body.IsEmpty)
        {
            var lines = body[..WholeLines(body)];
            if (IsRelaxed(lines))
            {
                Append(lines);
            }
            else
            {
                Lines(lines);
            }

            body = body[lines.Length..];
        }

        Append(any ? "\r\n"u8 : []);
    }

    /// <summary>Without what does not count at the end, and without the end of the last line.</summary>
    private static ReadOnlySpan<byte> Ended(ReadOnlySpan<byte> body)
    {
        for (body = body.TrimEnd(" \t"u8); body.EndsWith("\r\n"u8); body = body[..^2].TrimEnd(" \t"u8))
        {
        }

        return body;
    }

    /// <summary>
    /// How many bytes to look at together: a mail has many lines, and nearly all are as they should be.
    /// </summary>
    private static int WholeLines(ReadOnlySpan<byte> body)
    {
        const int most = 4096;
        return body.Length > most && body[..most].LastIndexOf("\r\n"u8) is var end and >= 0 ? end + 2 : body.Length;
    }

    private static bool IsRelaxed(ReadOnlySpan<byte> lines) =>
        lines.IndexOf("  "u8) < 0 && lines.IndexOf(" \r"u8) < 0 && !lines.Contains((byte)'\t');

    private void Lines(ReadOnlySpan<byte> lines)
    {
        for (int end; (end = lines.IndexOf("\r\n"u8)) >= 0; lines = lines[(end + 2)..])
        {
            Line(lines[..end].TrimEnd(" \t"u8));
            Append("\r\n"u8);
        }

        Line(lines);
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        // Most that are not relaxed are only set in.
        var text = line.TrimStart(" \t"u8);
        Append(text.Length < line.Length ? " "u8 : []);
        if (IsRelaxed(text))
        {
            Append(text);
        }
        else
        {
            Words(text, " \t"u8);
        }
    }

    /// <param name="blanks">A run of them is one blank.</param>
    private void Words(ReadOnlySpan<byte> text, ReadOnlySpan<byte> blanks)
    {
        while (text.IndexOfAny(blanks) is var run and >= 0)
        {
            Append(text[..run]);
            Append(" "u8);
            text = text[run..].TrimStart(blanks);
        }

        Append(text);
    }

    /// <summary>
    /// A field with its CRLF (§3.4.2): its name in lower case, unfolded, runs of blanks one, no blank at either end.
    /// </summary>
    /// <param name="field">With its name, colon and value, with or without the CRLF that ends it.</param>
    public void Field(ReadOnlySpan<byte> field)
    {
        Signature(field);
        Append("\r\n"u8);
    }

    /// <summary>The field of the signature itself, without CRLF: the last (§3.7).</summary>
    public void Signature(ReadOnlySpan<byte> field)
    {
        var colon = field.IndexOf((byte)':');
        foreach (var octet in field[..colon].TrimEnd((byte)' '))
        {
            Append([octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet]);
        }

        Append(":"u8);
        Words(field[(colon + 1)..].Trim(" \t\r\n"u8), " \t\r\n"u8);
    }

    /// <summary>The hash of all that was given.</summary>
    public byte[] Hash()
    {
        hash.AppendData(block[..used]);
        used = 0;
        return hash.GetHashAndReset();
    }

    private void Append(scoped ReadOnlySpan<byte> text)
    {
        if (used + text.Length > block.Length)
        {
            hash.AppendData(block[..used]);
            used = 0;
            if (text.Length > block.Length)
            {
                hash.AppendData(text);
                return;
            }
        }

        text.CopyTo(block[used..]);
        used += text.Length;
    }
}
