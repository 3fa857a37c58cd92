using System.Globalization;
using System.Text;
using DigestMailer.Storage;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// Marks in a rendered text where something is put in later, so that what many mails share is rendered once.
/// A hole may hold others: a text that is to be wrapped when they are filled.
/// </summary>
internal static class Hole
{
    // Noncharacters, which PlainText.Line removes from all untrusted text, so only we can write a hole.
    private const char Opens = '\uFDD0';
    private const char Closes = '\uFDD1';
    private const string Wrapped = "wrap ";

    public static string Of(string name) => $"{Opens}{name}{Closes}";

    public static bool IsIn(string text) => text.Contains(Opens, StringComparison.Ordinal);

    /// <summary>A text with holes, broken into lines once they are filled.</summary>
    public static string Wrap(string text, int indent) =>
        Of(string.Create(CultureInfo.InvariantCulture, $"{Wrapped}{indent} {text}"));

    /// <summary>Splits a text at its holes: each literal is followed by the name of a hole, except the last.</summary>
    /// <exception cref="RefusedException">A template cut one.</exception>
    public static IEnumerable<(Range Literal, string? Name)> Parts(string text)
    {
        for (var at = 0; ;)
        {
            var opens = text.IndexOf(Opens, at);
            if (opens < 0)
            {
                yield return (at..text.Length, null);
                yield break;
            }

            var closes = Close(text, opens);
            yield return (at..opens, text[(opens + 1)..closes]);
            at = closes + 1;
        }
    }

    /// <summary>The text of a hole; null where it stays open.</summary>
    /// <param name="value">Of a name; null where that stays open.</param>
    public static string? Value(string name, Func<string, string?> value) =>
        name.StartsWith(Wrapped, StringComparison.Ordinal) && name.IndexOf(' ', Wrapped.Length) is > 0 and var space
            && int.TryParse(name.AsSpan(Wrapped.Length..space), NumberStyles.None, CultureInfo.InvariantCulture,
                out var indent)
                ? TextWrap.Wrap(Put(name[(space + 1)..], value), indent)
                : value(name);

    private static string Put(string text, Func<string, string?> value)
    {
        var put = new StringBuilder();
        foreach (var (literal, name) in Parts(text))
        {
            put.Append(text.AsSpan(literal)).Append(name is null ? "" : Value(name, value) ?? Of(name));
        }

        return put.ToString();
    }

    private static int Close(string text, int opens)
    {
        var depth = 0;
        for (var at = opens; at >= 0; at =
            text.AsSpan(at + 1).IndexOfAny(Opens, Closes) is >= 0 and var next ? at + 1 + next : -1)
        {
            depth += text[at] == Opens ? 1 : -1;
            if (depth == 0)
            {
                return at;
            }
        }

        throw new RefusedException(
            "A template cuts a value that is put in after rendering; write it whole "
                + "(templates/README.md lists those values).");
    }
}
