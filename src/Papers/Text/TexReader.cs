using System.Buffers;
using System.Text;

namespace DigestMailer.Papers.Text;

/// <summary>
/// Reads one text from left to right and writes it without its TeX: in running text the marks of TeX, in formulas
/// scripts and fractions too.
/// </summary>
/// <param name="bracesGroup">Whether braces are TeX; in a text without any they are what the author meant to
/// show.</param>
internal sealed class TexReader(string text, bool bracesGroup, bool formula = false, int depth = 0)
{
    private const int Deepest = 8;
    private const int LongestFormula = 400;
    private static readonly SearchValues<char> OfFormulas = SearchValues.Create("\\^_={}<>");
    private readonly StringBuilder written = new(text.Length);
    private int at;

    public string Read()
    {
        while (at < text.Length)
        {
            One();
        }

        return written.ToString();
    }

    private void One()
    {
        var sign = text[at++];
        switch (sign)
        {
            case '\\':
                Command();
                break;
            case '{' when bracesGroup:
                at--;
                written.Append(Argument());
                break;
            case '}' when bracesGroup:
                break;
            case '$' when !formula:
                Dollar();
                break;
            case '^' when formula || IsDegree():
                written.Append(TexScripts.Raised(Argument()));
                break;
            case '_' when formula:
                written.Append(TexScripts.Lowered(Argument()));
                break;
            default:
                written.Append(!formula ? Typed(sign) : sign == '~' ? ' ' : sign);
                break;
        }
    }

    /// <summary>
    /// What the keys of running text stand for: quotes, and the tie, which also means "about" and is in addresses.
    /// </summary>
    private char Typed(char sign)
    {
        if (sign is '`' or '\'' && at < text.Length && text[at] == sign)
        {
            at++;
            return sign == '`' ? '“' : '”';
        }

        return sign == '~' && at > 1 && text[at - 2] is not ('/' or '(') && !char.IsWhiteSpace(text[at - 2]) ? ' '
            : sign;
    }

    private bool IsDegree() =>
        text.AsSpan(at).TrimStart('{') is var next
            && (next.StartsWith("\\circ") || next.StartsWith("\\deg") || next.StartsWith("∘"));

    /// <summary>A pair of dollars holds a formula unless it reads as two prices; one alone stands for itself.</summary>
    private void Dollar()
    {
        var mark = at < text.Length && text[at] == '$' ? "$$" : "$";
        var from = at + mark.Length - 1;
        var end = from < text.Length ? text.IndexOf(mark, from, StringComparison.Ordinal) : -1;
        if (end < 0 || end == from || end - from > LongestFormula || IsPrice(text.AsSpan(from, end - from)))
        {
            written.Append('$');
            return;
        }

        at = end + mark.Length;
        written.Append(Inner(text[from..end].Trim(), isFormula: true));
    }

    private static bool IsPrice(ReadOnlySpan<char> between) =>
        char.IsAsciiDigit(between[0]) && between.IndexOfAny(OfFormulas) < 0
            && between.IndexOf(' ') is var space and >= 0 && between.Length > space + 2
            && char.IsLetter(between[space + 1]) && char.IsLetter(between[space + 2]);

    private void Command()
    {
        if (at == text.Length)
        {
            return;
        }

        var sign = text[at];
        if (char.IsAsciiLetter(sign))
        {
            Named();
        }
        else
        {
            at++;
            written.Append(sign switch
            {
                '(' => Delimited("\\)"),
                '[' => " " + Delimited("\\]") + " ",
                ')' or ']' or '!' or '/' or '-' => "",
                '\\' or ',' or ';' or ':' or '>' or ' ' => " ",
                '|' => "‖",
                _ => TexSigns.Accent(sign) is { } accent && TryLetter(out var letter) ? TexSigns.Marked(letter, accent)
                    : sign.ToString(),
            });
        }
    }

    private string Delimited(string close)
    {
        var end = text.IndexOf(close, at, StringComparison.Ordinal);
        if (end < 0)
        {
            return "";
        }

        var inner = text[at..end];
        at = end + close.Length;
        return Inner(inner.Trim(), isFormula: true);
    }

    private void Named()
    {
        var name = Name();
        if (name.Length == 1 && TexSigns.Accent(name[0]) is { } accent && at < text.Length
            && text[at] is '{' or ' ' or '\\' && TryLetter(out var letter))
        {
            written.Append(TexSigns.Marked(letter, accent));
        }
        else if (TexSigns.Find(name) is { } sign)
        {
            Put(sign);
        }
        else
        {
            Form(name);
        }
    }

    private string Name()
    {
        var from = at;
        while (at < text.Length && char.IsAsciiLetter(text[at]))
        {
            at++;
        }

        return text[from..at];
    }

    /// <summary>
    /// The space after a command ends it: it goes after a letter of a word (<c>\AA ngstrom</c>) and after what leaves
    /// no sign. Names of functions stand apart.
    /// </summary>
    private void Put(string sign)
    {
        var isName = sign.Length > 1 && char.IsLetter(sign[0]);
        if (isName && formula && written.Length > 0 && (char.IsLetterOrDigit(written[^1]) || written[^1] == ')'))
        {
            written.Append(' ');
        }

        written.Append(sign);
        if (at < text.Length && text[at] == ' '
            && (sign.Length == 0 || (sign.Length == 1 && sign[0] <= 'ɏ' && char.IsLetter(sign[0]))))
        {
            at++;
        }
        else if (isName && formula && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '\\'))
        {
            written.Append(' ');
        }
    }

    /// <summary>A command with arguments; one that is unknown is its argument in braces, or else its name.</summary>
    private void Form(string name)
    {
        switch (TexSigns.FormOf(name))
        {
            case TexForm.Content:
                written.Append(TexSigns.Hollow(name, Argument()));
                break;
            case TexForm.Mark:
                written.Append(TexSigns.Over(name, Argument()));
                break;
            case TexForm.Second:
                var first = Argument();
                written.Append(Argument() is { Length: > 0 } second ? second : first);
                break;
            case TexForm.Spaced:
                written.Append(Argument()).Append(' ').Append(Argument());
                break;
            case TexForm.Fraction:
                written.Append(TexScripts.Whole(Argument())).Append('/').Append(TexScripts.Whole(Argument()));
                break;
            case TexForm.Root:
                written.Append('√').Append(TexScripts.Whole(Argument()));
                break;
            case TexForm.Aside:
                written.Append(" (").Append(Argument()).Append(')');
                break;
            case TexForm.Nothing:
                Argument();
                break;
            default:
                var shown = at < text.Length && text[at] == '{' ? Argument() : "";
                written.Append(shown.Length > 0 ? shown : name);
                break;
        }
    }

    /// <summary>
    /// What is in braces, or one command, or one sign; a choice in square brackets before it is skipped.
    /// </summary>
    private string Argument()
    {
        while (at + 1 < text.Length && text[at] == ' ' && (formula || text[at + 1] is '{' or '\\'))
        {
            at++;
        }

        if (at < text.Length && text[at] == '[' && text.IndexOf(']', at) is var close and >= 0
            && close + 1 < text.Length && text[close + 1] == '{')
        {
            at = close + 1;
        }

        var from = at;
        if (at < text.Length && text[at] == '{')
        {
            at = TexGroup.Close(text, at);
            var inner = text[(from + 1)..at];
            at = Math.Min(text.Length, at + 1);
            return Inner(inner, formula);
        }

        at = Math.Min(text.Length, at + 1);
        if (text.AsSpan(from).StartsWith('\\') && Name() is "" && at < text.Length)
        {
            at++;
        }

        return Inner(text[from..at], formula);
    }

    private bool TryLetter(out string letter)
    {
        var start = at;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        letter = at < text.Length && (text[at] is '{' or '\\' || char.IsAsciiLetter(text[at])) ? Argument().Trim() : "";
        if (letter.Length == 1 && char.IsLetter(letter[0]))
        {
            return true;
        }

        at = start;
        return false;
    }

    private string Inner(string part, bool isFormula) =>
        depth == Deepest ? part : new TexReader(part, bracesGroup, isFormula, depth + 1).Read();
}
