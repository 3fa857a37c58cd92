namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// The document type before the root: its end, and the short plain entities that it declares. Entities that hold
/// others, come from outside or are long serve attacks only (a billion laughs, XXE), and reject the text at once.
/// </summary>
/// <param name="End">Place after it.</param>
/// <param name="Fault">Why the text is rejected, or null.</param>
internal sealed record DocumentType(int End, IReadOnlyDictionary<string, string> Entities, string? Fault)
{
    private const string Start = "<!DOCTYPE";
    private const int MaxValue = 200;
    private const int MaxEntities = 1000;
    private static readonly Dictionary<string, string> None = [];

    /// <summary>Null where the text has none before its first element.</summary>
    public static DocumentType? Of(string text)
    {
        var at = text.IndexOf(Start, StringComparison.OrdinalIgnoreCase);
        return at < 0 || HasElement(text.AsSpan(0, at)) ? null : new Reader(text, at + Start.Length).Read();
    }

    private static bool HasElement(ReadOnlySpan<char> before)
    {
        for (var at = before.IndexOf('<'); at >= 0; at = before.IndexOf('<'))
        {
            before = before[(at + 1)..];
            if (before is [var c, ..] && char.IsLetter(c))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Reader(string text, int at)
    {
        private readonly Dictionary<string, string> entities = new(StringComparer.Ordinal);
        private int at = at;

        public DocumentType Read()
        {
            while (at < text.Length && text[at] is not ('>' or '['))
            {
                Step();
            }

            if (at >= text.Length || text[at] == '>')
            {
                return new(Math.Min(at + 1, text.Length), None, null);
            }

            for (at++; at < text.Length && text[at] != ']';)
            {
                if (!text.AsSpan(at).StartsWith("<!ENTITY", StringComparison.OrdinalIgnoreCase))
                {
                    Step();
                }
                else if (Entity() is { } fault)
                {
                    return new(at, None, fault);
                }
            }

            var end = text.IndexOf('>', Math.Min(at, text.Length));
            return new(end < 0 ? text.Length : end + 1, entities, null);
        }

        /// <summary>One character, or a whole quoted text or comment.</summary>
        private void Step()
        {
            var close =
                text.AsSpan(at).StartsWith("<!--") ? "-->" : text[at] is '"' or '\'' ? text[at].ToString() : null;
            var end = close is null ? at : text.IndexOf(close, at + 1, StringComparison.Ordinal);
            at = end < 0 ? text.Length : end + (close?.Length ?? 1);
        }

        private string? Entity()
        {
            var end = at;
            while (end < text.Length && text[end] is not ('"' or '\'' or '>'))
            {
                end++;
            }

            var words = text[(at + "<!ENTITY".Length)..end]
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var close = end < text.Length && text[end] != '>' ? text.IndexOf(text[end], end + 1) : -1;
            if (words is ["%", _, "PUBLIC"] && close > 0 && text.AsSpan(end + 1).StartsWith("-//W3C//"))
            {
                // The W3C's own lists of names, such as Latin 1, which are known anyway; nothing is fetched.
                var after = text.IndexOf('>', close);
                at = after < 0 ? text.Length : after + 1;
                return null;
            }

            if (words is not [var name] || name == "%" || close < 0)
            {
                return "it declares entities that come from outside or from other entities, as attacks do";
            }

            var value = text[(end + 1)..close];
            at = close + 1;
            return value.Length > MaxValue || entities.Count >= MaxEntities || IsNested(value)
                ? "it declares entities that expand into each other or into long texts, as attacks do"
                : entities.TryAdd(name, System.Net.WebUtility.HtmlDecode(value)) ? null : null;
        }

        private static bool IsNested(string value)
        {
            var left = System.Net.WebUtility.HtmlDecode(value);
            var sign = left.IndexOfAny(['&', '%']);
            return sign >= 0 && left.IndexOf(';', sign) > sign + 1;
        }
    }
}
