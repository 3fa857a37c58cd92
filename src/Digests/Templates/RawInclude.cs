using Scriban;
using Scriban.Functions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace DigestMailer.Digests.Templates;

/// <summary>Scriban's <c>include</c> of the templates there are, whose result is marked as escaped already.</summary>
internal sealed class RawInclude(IReadOnlyDictionary<string, Template> templates) : IScriptCustomFunction
{
    private readonly IncludeFunction inner = new();

    public int RequiredParameterCount => inner.RequiredParameterCount;

    public int ParameterCount => inner.ParameterCount;

    public ScriptVarParamKind VarParamKind => inner.VarParamKind;

    public Type ReturnType => typeof(object);

    public ScriptParameterInfo GetParameterInfo(int index) => inner.GetParameterInfo(index);

    public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments,
        ScriptBlockStatement? blockStatement)
    {
        Know(context, arguments);
        return new Raw(inner.Invoke(context, callerContext!, arguments, blockStatement)?.ToString() ?? "");
    }

    public async ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext,
        ScriptArray arguments, ScriptBlockStatement? blockStatement)
    {
        Know(context, arguments);
        return new Raw(
            (await inner.InvokeAsync(context, callerContext!, arguments, blockStatement)
                .ConfigureAwait(false))?.ToString() ?? "");
    }

    private void Know(TemplateContext context, ScriptArray arguments)
    {
        if (arguments is [string name, ..] && templates.TryGetValue(name, out var template))
        {
            context.CachedTemplates.TryAdd(name, template);
        }
    }
}
