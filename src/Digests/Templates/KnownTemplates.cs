using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace DigestMailer.Digests.Templates;

/// <summary>Lets a template include only what was read at start, so no name it writes ever touches the disk.</summary>
internal sealed class KnownTemplates : ITemplateLoader
{
    public string GetPath(TemplateContext context, SourceSpan callerSpan, string templateName) => templateName;

    public string Load(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
        throw new ScriptRuntimeException(callerSpan,
            $"there is no template named '{templatePath}' in the templates folder");

    public ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
        throw new ScriptRuntimeException(callerSpan,
            $"there is no template named '{templatePath}' in the templates folder");
}
