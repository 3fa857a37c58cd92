namespace DigestMailer.Digests.Templates;

/// <summary>
/// The function <c>text | whole value</c> of HTML templates: a value within a text, such as a mail address, goes to the
/// next line as a whole instead of being broken at a hyphen, and runs from left to right.
/// </summary>
internal static class UnbrokenValue
{
    // As a block within the line it still breaks inside where it is longer than a line.
    private const string Opens = "<span dir=\"ltr\" style=\"display:inline-block\">";

    /// <summary>The escaped text.</summary>
    public static Raw In(string? text, string? value)
    {
        var (whole, part) = (PlainText.Html(text ?? ""), PlainText.Html(value ?? ""));
        return new(part.Length == 0 ? whole
            : whole.Replace(part, $"{Opens}{part}</span>", StringComparison.Ordinal));
    }
}
