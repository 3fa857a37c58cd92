using System.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// Reads the entries in a part of a text: in braces or parentheses, values in braces, quotes or bare, joined by #;
/// @comment, @preamble and all text between entries are left out. A fault names its line and is a value.
/// </summary>
internal sealed class BibTeXEntryReader(string text, int from, int end, BibTeXWords words)
{
    private readonly int start = from;
    private int at = from;
    private bool isCut;
    private string? fault;

    public List<Dictionary<string, string>> Entries { get; } = [];

    /// <summary>Why the last entry could not be read, or null. The line is counted only when it is asked for.</summary>
    public string? Fault => fault is null ? null
        : $"line {text.AsSpan(0, Math.Min(start + 1, text.Length)).Count('\n') + 1}: {fault}";

    public bool IsGood => fault is null;

    private bool IsOver => at >= end;

    /// <summary>Reads on to the end or the first fault.</summary>
    /// <returns>Whether the part ended inside an entry, so that more text may make it whole.</returns>
    public bool Read()
    {
        while (IsGood && at < end && text.IndexOf('@', at, end - at) is >= 0 and var next)
        {
            at = next + 1;
            Entry();
        }

        return isCut;
    }

    private void Entry()
    {
        Spaces();
        var kind = Word().ToUpperInvariant();
        Spaces();
        if (kind.Length == 0 || IsOver || text[at] is not ('{' or '('))
        {
            // A mail address in the text between entries, or the like.
            return;
        }

        if (kind is "COMMENT" or "PREAMBLE")
        {
            Braced();
            return;
        }

        var close = text[at++] == '{' ? '}' : ')';
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (kind != "STRING")
        {
            Key(fields, close);
        }

        Fields(fields, close, isString: kind == "STRING");
        if (IsGood && kind != "STRING")
        {
            Entries.Add(fields);
        }
    }

    /// <summary>An entry without a key begins with its first field.</summary>
    private void Key(Dictionary<string, string> fields, char close)
    {
        var before = at;
        var key = Until(',', close);
        if (key.Contains('=', StringComparison.Ordinal))
        {
            at = before;
        }
        else
        {
            fields["key"] = key.Trim();
        }
    }

    private void Fields(Dictionary<string, string> fields, char close, bool isString)
    {
        for (Spaces(); IsGood && !IsAt(close); Spaces())
        {
            if (IsOver)
            {
                Cut();
            }
            else if (text[at] == ',')
            {
                at++;
            }
            else if (Field() is { } field)
            {
                Keep(field);
            }
        }

        at++;

        void Keep(NamedText field)
        {
            if (isString)
            {
                words.Define(field.Name, field.Value);
            }
            else
            {
                fields.TryAdd(field.Name, field.Value);
            }
        }
    }

    private NamedText? Field()
    {
        var name = Word();
        Spaces();
        if (IsOver)
        {
            Cut();
            return null;
        }

        if (name.Length == 0 || text[at] != '=')
        {
            Fail("a field has no name or no =");
            return null;
        }

        at++;
        return Value() is { } value ? new NamedText(name, value) : null;
    }

    private string? Value()
    {
        var value = new StringBuilder();
        while (true)
        {
            Spaces();
            var piece = IsOver ? Cut() : text[at] switch { '{' => Braced(), '"' => Quoted(), _ => Bare() };
            if (piece is null)
            {
                return null;
            }

            if (!words.Spend(piece.Length, value.Length))
            {
                return Fail("a value expands to more than a text can hold");
            }

            value.Append(piece);
            Spaces();
            if (!IsAt('#'))
            {
                return value.ToString();
            }

            at++;
        }
    }

    private string? Bare()
    {
        var word = Word();
        return word.Length == 0 ? Fail("a value is missing") : words.Of(word);
    }

    /// <summary>From a brace or parenthesis to the one that closes it.</summary>
    private string? Braced()
    {
        var (open, close) = text[at] == '(' ? ('(', ')') : ('{', '}');
        var from = ++at;
        for (var depth = 1; at < end; at++)
        {
            depth += text[at] == open ? 1 : text[at] == close ? -1 : 0;
            at += text[at] == '\\' ? 1 : 0;
            if (depth == 0)
            {
                return text[from..at++];
            }
        }

        return Cut();
    }

    private string? Quoted()
    {
        var from = ++at;
        for (var depth = 0; at < end; at++)
        {
            depth += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
            if (text[at] == '"' && depth == 0)
            {
                return text[from..at++];
            }

            at += text[at] == '\\' && at + 1 < end && text[at + 1] != '"' ? 1 : 0;
        }

        return Cut();
    }

    private string Until(char one, char other)
    {
        var from = at;
        while (at < end && text[at] != one && text[at] != other)
        {
            at++;
        }

        return text[from..at];
    }

    private string Word()
    {
        var from = at;
        while (at < end
            && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' or ':' or '.' or '+' or '/' or '*' or '\''))
        {
            at++;
        }

        return text[from..at];
    }

    /// <summary>White space, and comments as biber and JabRef take them.</summary>
    private void Spaces()
    {
        while (at < end && (char.IsWhiteSpace(text[at]) || text[at] == '%'))
        {
            var line = text[at] == '%' ? text.IndexOf('\n', at, end - at) : at;
            at = line < 0 ? end : line + 1;
        }
    }

    private bool IsAt(char sign) => at < end && text[at] == sign;

    private string? Cut()
    {
        isCut = true;
        return Fail("an entry is not closed");
    }

    private string? Fail(string what)
    {
        fault ??= what;
        return null;
    }

    private sealed record NamedText(string Name, string Value);
}
