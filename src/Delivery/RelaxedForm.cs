using System.Security.Cryptography;

namespace DigestMailer.Delivery;

/// <summary>The relaxed canonical form of RFC 6376 §3.4, straight into a hash: relays may change blanks, folding and the case of field names, nothing else.</summary>
internal ref struct RelaxedForm(IncrementalHash hash, Span<byte> block)
{
    private readonly Span<byte> block = block;
    private int used;
    private int lineEnds;
    private bool blank;
    private bool any;

    /// <summary>SHA-256 of a body whose lines end in CRLF (§3.4.4): runs of blanks are one, none ends a line, no empty line ends the body.</summary>
    public static byte[] HashBody(ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var form = new RelaxedForm(hash, stackalloc byte[4096]);
        form.Body(body);
        return hash.GetHashAndReset();
    }

    /// <summary>Appends a field (§3.4.2): its name in lower case, unfolded, runs of blanks one, no blank at either end.</summary>
    /// <param name="field">With its name, colon and value, with or without the CRLF that ends it.</param>
    /// <param name="last">Whether it is the signature itself, which ends without CRLF.</param>
    public static void AppendField(IncrementalHash hash, ReadOnlySpan<byte> field, bool last)
    {
        var form = new RelaxedForm(hash, stackalloc byte[1024]);
        form.Field(field);
        form.End(last);
    }

    private void Body(ReadOnlySpan<byte> body)
    {
        while (!body.IsEmpty)
        {
            switch (body[0])
            {
                case (byte)' ' or (byte)'\t':
                    blank = true;
                    body = body[1..];
                    break;
                case (byte)'\r' when body.Length > 1 && body[1] == (byte)'\n':
                    // Line ends are held back until something follows them.
                    (blank, lineEnds) = (false, lineEnds + 1);
                    body = body[2..];
                    break;
                default:
                    var run = 1 + (body[1..].IndexOfAny((byte)' ', (byte)'\t', (byte)'\r') is var end and >= 0 ? end : body.Length - 1);
                    Put(body[..run]);
                    body = body[run..];
                    break;
            }
        }

        End(last: !any);
    }

    private void Field(ReadOnlySpan<byte> field)
    {
        var colon = field.IndexOf((byte)':');
        foreach (var octet in field[..colon].TrimEnd((byte)' '))
        {
            Put([octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet]);
        }

        Put(":"u8);
        var value = field[(colon + 1)..].Trim(" \t\r\n"u8);
        while (!value.IsEmpty)
        {
            var run = value.IndexOfAny(" \t\r\n"u8) is var end and >= 0 ? end : value.Length;
            Put(value[..run]);
            value = value[run..].TrimStart(" \t\r\n"u8);
            blank = true;
        }
    }

    private void Put(scoped ReadOnlySpan<byte> text)
    {
        for (; lineEnds > 0; lineEnds--)
        {
            Append("\r\n"u8);
        }

        if (blank)
        {
            Append(" "u8);
            blank = false;
        }

        Append(text);
        any = true;
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

    private void End(bool last)
    {
        if (!last)
        {
            Append("\r\n"u8);
        }

        hash.AppendData(block[..used]);
    }
}
