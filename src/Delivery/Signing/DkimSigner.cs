using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace DigestMailer.Delivery.Signing;

/// <summary>
/// Signs mails by RFC 6376, relaxed/relaxed, over the bytes that go over the line. Fields that readers see or that act
/// are signed once more than they are there, so that none can be added. The same mail gets the same signature, for
/// neither algorithm uses chance nor the signature the time.
/// </summary>
internal sealed class DkimSigner(string domain, IReadOnlyList<(string Selector, DkimKey Key)> keys) : IDisposable
{
    private const int BlockBytes = 1024;
    private const int LineLength = 72;

    /// <summary>Signed once more than they are there (§8.15).</summary>
    private static readonly string[] Oversigned =
    [
        "From", "To", "Cc", "Subject", "Date", "Message-ID", "Reply-To", "List-Id", "List-Unsubscribe",
        "List-Unsubscribe-Post", "List-Help", "List-Archive",
        "List-Post", "List-Subscribe", "List-Owner", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    ];

    /// <summary>Signed as often as they are there.</summary>
    private static readonly string[] Signed = ["Auto-Submitted", "Feedback-ID"];

    /// <summary>Where the name of a field is in both lists, one after the other.</summary>
    private static readonly FrozenDictionary<string, int> Places =
        Oversigned.Concat(Signed).Index()
            .ToFrozenDictionary(name => name.Item, name => name.Index, StringComparer.OrdinalIgnoreCase);

    /// <summary>The fields to be put before the mail, each with its CRLF.</summary>
    /// <param name="mail">Head and body with CRLF.</param>
    public byte[] Sign(ReadOnlySpan<byte> mail)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = mail.IndexOf("\r\n\r\n"u8) + 2;
        var body = new RelaxedForm(hash, stackalloc byte[BlockBytes]);
        body.Body(mail[(head + 2)..]);
        var bodyHash = Convert.ToBase64String(body.Hash());
        var fields = Fields(mail[..head]);
        var signatures = new StringBuilder(1024);
        foreach (var (selector, key) in keys)
        {
            Sign(signatures, selector, key, hash, mail, fields, bodyHash);
        }

        return Encoding.ASCII.GetBytes(signatures.ToString());
    }

    /// <returns>Of those that are signed, the place of the name and where in the head the field is.</returns>
    private static List<(int Name, Range At)> Fields(ReadOnlySpan<byte> head)
    {
        var fields = new List<(int, Range)>(24);
        for (var start = 0; start < head.Length;)
        {
            var end = start;
            do
            {
                end += head[end..].IndexOf("\r\n"u8) + 2;
            }
            while (end < head.Length && head[end] is (byte)' ' or (byte)'\t');
            var colon = head[start..end].IndexOf((byte)':');
            if (Places.TryGetValue(Encoding.ASCII.GetString(head[start..(start + colon)]), out var name))
            {
                fields.Add((name, start..end));
            }

            start = end;
        }

        return fields;
    }

    private void Sign(StringBuilder signatures, string selector, DkimKey key, IncrementalHash hash,
        ReadOnlySpan<byte> mail, List<(int Name, Range At)> fields, string bodyHash)
    {
        var head = new RelaxedForm(hash, stackalloc byte[BlockBytes]);
        var names = new List<string>(40);
        for (var which = 0; which < Oversigned.Length + Signed.Length; which++)
        {
            var oversigned = which < Oversigned.Length;
            var name = oversigned ? Oversigned[which] : Signed[which - Oversigned.Length];
            // Of several fields of one name the last counts first (§5.4.2).
            for (var i = fields.Count - 1; i >= 0; i--)
            {
                if (fields[i].Name == which)
                {
                    names.Add(name);
                    head.Field(mail[fields[i].At]);
                }
            }

            if (oversigned)
            {
                names.Add(name);
            }
        }

        var unsigned =
            $"DKIM-Signature: v=1; a={key.Algorithm}; c=relaxed/relaxed; d={domain};\r\n\ts={selector}; "
                + $"bh={bodyHash};\r\n\th={Folded(names)};\r\n\tb=";
        head.Signature(Encoding.ASCII.GetBytes(unsigned));
        signatures.Append(unsigned);
        var signature = Convert.ToBase64String(key.Sign(head.Hash()));
        for (var at = 0; at < signature.Length; at += LineLength)
        {
            signatures.Append(at == 0 ? "" : "\r\n\t ")
                .Append(signature, at, Math.Min(LineLength, signature.Length - at));
        }

        signatures.Append("\r\n");
    }

    private static string Folded(List<string> names)
    {
        var (text, line) = (new StringBuilder(600), 3);
        for (var i = 0; i < names.Count; i++)
        {
            if (line + names[i].Length > 74)
            {
                text.Append("\r\n\t ");
                line = 2;
            }

            text.Append(names[i]).Append(i + 1 < names.Count ? ":" : "");
            line += names[i].Length + 1;
        }

        return text.ToString();
    }

    public void Dispose()
    {
        foreach (var (_, key) in keys)
        {
            key.Dispose();
        }
    }
}
