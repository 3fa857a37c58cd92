using System.Collections.Concurrent;
using System.Globalization;
using DigestMailer.Digests.Languages;
using DigestMailer.Storage;
using Scriban;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// The templates and languages as they were at one moment; a template can reach the others by name and nothing else,
/// and a fault in one is refused with its file, line and column.
/// </summary>
internal sealed class TemplateSet
{
    private const int MostOutput = 4 * 1024 * 1024;
    private readonly Dictionary<string, Template> templates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Language Language, bool Html), ConcurrentBag<EscapingContext>> idle = new();
    private readonly KnownTemplates loader = new();

    /// <param name="folders">The one that counts most comes first; a file of the same name in a later one is passed
    /// over.</param>
    public TemplateSet(IReadOnlyList<string> folders)
    {
        Languages = new LanguageShelf(folders);
        foreach (var folder in folders)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal))
            {
                var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
                if (Path.GetExtension(name) is ".html" or ".txt" && !templates.ContainsKey(name))
                {
                    templates.Add(name, Parse(file));
                }
            }
        }
    }

    public LanguageShelf Languages { get; }

    public string Render(string name, ScriptObject model, Language language)
    {
        if (!templates.TryGetValue(name, out var template))
        {
            throw new RefusedException(
                $"The template {name} is missing; put it into the templates folder "
                    + "or take Templates:Folder out of the settings.");
        }

        // A context is kept for the next render, since making one costs more than a card; after a fault it is not.
        var html = name.EndsWith(".html", StringComparison.Ordinal);
        var contexts = idle.GetOrAdd((language, html), _ => []);
        var context = contexts.TryTake(out var kept) ? kept : Context(html, language);
        try
        {
            var text = Render(template, model, context);
            context.Reset();
            contexts.Add(context);
            return text;
        }
        catch (ScriptRuntimeException fault)
        {
            throw Refused(fault.Span, fault.OriginalMessage);
        }
    }

    private static string Render(Template template, ScriptObject model, EscapingContext context)
    {
        context.PushGlobal(model);
        return template.Render(context);
    }

    private EscapingContext Context(bool html, Language language) => new(html, Builtins(language))
    {
        StrictVariables = true,
        EnableRelaxedMemberAccess = false,
        LoopLimit = 10_000,
        RecursiveLimit = 20,
        ObjectRecursionLimit = 20,
        LimitToString = 0,
        OutputLimit = MostOutput,
        OnOutputLimit = ScriptLimitBehavior.Throw,
        AutoIndent = false,
        NewLine = "\n",
        TemplateLoader = loader,
    };

    /// <summary>The functions of a language; no template can change them.</summary>
    private BuiltinFunctions Builtins(Language language)
    {
        var builtins = new BuiltinFunctions();
        builtins.SetValue("include", new RawInclude(templates), readOnly: true);
        builtins.SetValue("t", new Words(language), readOnly: true);
        // By their types, since what is imported is called by reflection.
        builtins.SetValue("raw", DelegateCustomFunction.CreateFunc((string? text) => new Raw(text ?? "")),
            readOnly: true);
        builtins.SetValue("wrap", DelegateCustomFunction.CreateFunc<string?, int, string>(TextWrap.Wrap),
            readOnly: true);
        builtins.SetValue("whole", DelegateCustomFunction.CreateFunc<string?, string?, Raw>(UnbrokenValue.In),
            readOnly: true);
        builtins.SetValue("number", DelegateCustomFunction.CreateFunc((long number) => language.Number(number)),
            readOnly: true);
        foreach (var group in builtins.Values.OfType<ScriptObject>())
        {
            group.IsReadOnly = true;
        }

        builtins.IsReadOnly = true;
        return builtins;
    }

    private static Template Parse(string file)
    {
        var template = Template.Parse(File.ReadAllText(file).ReplaceLineEndings("\n"), file);
        return template.HasErrors
            ? throw Refused(template.Messages[0].Span, template.Messages[0].Message)
            : template;
    }

    private static RefusedException Refused(SourceSpan at, string fault) =>
        new($"{at.FileName}, line {at.Start.Line + 1}, column {at.Start.Column + 1}: {PlainText.Line(fault)}; "
            + "correct the template (templates/README.md lists every variable).");
}
