using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// A template context that escapes every value it writes, for HTML or for plain text, unless it is <see cref="Raw"/>.
/// </summary>
internal sealed class EscapingContext(bool html, ScriptObject builtins) : TemplateContext(builtins)
{
    public override TemplateContext Write(SourceSpan span, object? textAsObject) =>
        base.Write(span, Escaped(textAsObject));

    public override ValueTask<TemplateContext> WriteAsync(SourceSpan span, object? textAsObject) =>
        base.WriteAsync(span, Escaped(textAsObject));

    private string? Escaped(object? value) => value switch
    {
        null => null,
        Raw raw => raw.Text,
        _ => Escaped(ObjectToString(value) ?? "", html),
    };

    /// <summary>A value as HTML or plain text shows it.</summary>
    public static string Escaped(string value, bool html) =>
        html ? PlainText.Html(value) : PlainText.WithoutControls(value);
}
