using System.Text;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Reads BibTeX: entries in braces or parentheses, values in braces, quotes or bare, joined by #, with abbreviations
/// from @string; @comment, @preamble and all text between entries are passed over. A fault names its line.
/// </summary>
internal sealed class BibTeX
{
    private readonly string text;
    private readonly Dictionary<string, string> abbreviations = new(StringComparer.OrdinalIgnoreCase);
    private int at;

    private BibTeX(string text)
    {
        this.text = text;
        foreach (var month in new[] { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
            "dec" })
        {
            abbreviations[month] = month;
        }
    }

    private char Now => at < text.Length ? text[at] : throw Fault("the file ends inside an entry");

    /// <summary>The fields of each entry by lower-case name, with its own key under <c>key</c>.</summary>
    /// <exception cref="FormatException">It is no BibTeX; the message has the line.</exception>
    public static List<Dictionary<string, string>> Read(string text)
    {
        var entries = new List<Dictionary<string, string>>();
        var reader = new BibTeX(text);
        while ((reader.at = text.IndexOf('@', reader.at)) >= 0)
        {
            reader.at++;
            if (reader.Entry() is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    private Dictionary<string, string>? Entry()
    {
        var kind = Word();
        Spaces();
        if (kind.Length == 0 || at >= text.Length || text[at] is not ('{' or '('))
        {
            // An address of a mail in the text between entries, or the like.
            return null;
        }

        if (kind.Equals("comment", StringComparison.OrdinalIgnoreCase)
            || kind.Equals("preamble", StringComparison.OrdinalIgnoreCase))
        {
            Braced();
            return null;
        }

        var end = text[at++] == '{' ? '}' : ')';
        var isString = kind.Equals("string", StringComparison.OrdinalIgnoreCase);
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!isString)
        {
            fields["key"] = Until(',', end).Trim();
        }

        Fields(isString ? abbreviations : fields, end);
        return isString ? null : fields;
    }

    private void Fields(Dictionary<string, string> into, char end)
    {
        for (Spaces(); Now != end; Spaces())
        {
            if (Now == ',')
            {
                at++;
                continue;
            }

            var name = Word();
            Spaces();
            if (name.Length == 0 || Now != '=')
            {
                throw Fault("a field has no name or no =");
            }

            at++;
            into[name] = Value();
        }

        at++;
    }

    private string Value()
    {
        var value = new StringBuilder();
        while (true)
        {
            Spaces();
            value.Append(Now switch
            {
                '{' => Braced(),
                '"' => Quoted(),
                _ => Bare(),
            });
            Spaces();
            if (Now != '#')
            {
                return value.ToString();
            }

            at++;
        }
    }

    private string Bare()
    {
        var word = Word();
        return word.Length == 0 ? throw Fault("a value is missing") : abbreviations.GetValueOrDefault(word, word);
    }

    /// <summary>From a brace or parenthesis to the one that closes it.</summary>
    private string Braced()
    {
        var (open, close) = text[at] == '(' ? ('(', ')') : ('{', '}');
        var start = ++at;
        for (var depth = 1; ; at++)
        {
            depth += Now == open ? 1 : Now == close ? -1 : 0;
            at += Now == '\\' ? 1 : 0;
            if (depth == 0)
            {
                return text[start..at++];
            }
        }
    }

    private string Quoted()
    {
        var start = ++at;
        for (var depth = 0; ; at++)
        {
            depth += Now == '{' ? 1 : Now == '}' ? -1 : 0;
            if (Now == '"' && depth == 0)
            {
                return text[start..at++];
            }
        }
    }

    private string Until(char one, char other)
    {
        var start = at;
        while (Now != one && Now != other)
        {
            at++;
        }

        return text[start..at];
    }

    private string Word()
    {
        var start = at;
        while (at < text.Length
            && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' or ':' or '.' or '+' or '/' or '*' or '\''))
        {
            at++;
        }

        return text[start..at];
    }

    private void Spaces()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private FormatException Fault(string what) =>
        new($"line {text.AsSpan(0, Math.Min(at, text.Length)).Count('\n') + 1}: {what}");
}
