using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace DigestMailer.Digests.Languages;

/// <summary>
/// The function <c>t "key" {name: value}</c> of templates: a text in the language of the mail. The result is a value
/// and escaped like one.
/// </summary>
internal sealed class Words(Language language) : IScriptCustomFunction
{
    public int RequiredParameterCount => 1;

    public int ParameterCount => 2;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(string);

    public ScriptParameterInfo GetParameterInfo(int index) => index == 0
        ? new ScriptParameterInfo(typeof(string), "key")
        : new ScriptParameterInfo(typeof(object), "places", null!);

    public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments,
        ScriptBlockStatement? blockStatement)
    {
        var key = $"{arguments[0]}";
        var places =
            arguments.Count > 1 && arguments[1] is ScriptObject given
                ? given.ToDictionary(place => place.Key, place => place.Value, StringComparer.Ordinal) : null;
        return language.TrySay(key, places!)
            ?? throw new ScriptRuntimeException(callerContext?.Span ?? default,
                $"no language has a text named '{key}'");
    }

    public ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments,
        ScriptBlockStatement? blockStatement) =>
        ValueTask.FromResult(Invoke(context, callerContext, arguments, blockStatement));
}
