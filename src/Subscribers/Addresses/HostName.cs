using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DigestMailer.Subscribers.Addresses;

/// <summary>
/// A domain that mail can go to, as DNS holds it: A-labels in lower case (UTS 46, not transitional, so that ß stays),
/// each of 1 to 63 letters, digits and inner hyphens, 253 octets in all, with a dot, and not an address of numbers.
/// </summary>
internal static class HostName
{
    private const int MostOctets = 253;
    private const int MostInLabel = 63;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static bool TryRead(string text, [NotNullWhen(true)] out string? name,
        [NotNullWhen(false)] out string? fault)
    {
        (name, fault) = Check(text);
        return name is not null;
    }

    private static (string? Name, string? Fault) Check(string text)
    {
        if (Ascii(text) is not { } name)
        {
            return (null, "its domain is not a host name");
        }

        var labels = name.Split('.');
        return name.Length > MostOctets || labels.Any(label => label.Length > MostInLabel)
            ? (null, "its domain is longer than DNS allows")
            : labels.Length < 2 || labels.Any(label => label.Length == 0)
            ? (null, "its domain needs a dot between two names, as in example.org")
            : !labels.All(IsLabel) ? (null, "its domain is not a host name")
            : IsNumber(labels[^1]) ? (null, "its domain ends in a number, as an IP address does")
            : (name, null);
    }

    private static string? Ascii(string text)
    {
        if (text.All(char.IsAscii) && !text.Contains("xn--", StringComparison.OrdinalIgnoreCase))
        {
            return text.ToLowerInvariant();
        }

        try
        {
            var name = Idn.GetAscii(text.ToLowerInvariant()).ToLowerInvariant();
            // An A-label that nothing is written as would have a second spelling, or none.
            return name == Idn.GetAscii(Idn.GetUnicode(name)) ? name : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLabel(string label) =>
        label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsNumber(string label) =>
        label.All(char.IsAsciiDigit)
            || (label.StartsWith("0x", StringComparison.Ordinal) && label[2..].All(char.IsAsciiHexDigit));

    /// <summary>The name in its own script, where it has one.</summary>
    public static string Shown(string name)
    {
        if (!name.Contains("xn--", StringComparison.OrdinalIgnoreCase))
        {
            return name;
        }

        try
        {
            var shown = Idn.GetUnicode(name);
            return Idn.GetAscii(shown) == name ? shown : name;
        }
        catch (ArgumentException)
        {
            return name;
        }
    }
}
