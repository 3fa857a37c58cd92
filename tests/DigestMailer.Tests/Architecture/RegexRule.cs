using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DigestMailer.Tests.Architecture;

/// <summary>
/// Every regex takes linear time (NonBacktracking) or has a time limit: none can keep a core busy for hours.
/// </summary>
internal static class RegexRule
{
    /// <summary>Names of the static methods that match; asking the compiler about every call takes a minute.</summary>
    private static readonly HashSet<string> Matching =
    [
        .. typeof(Regex).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name)
            .Except([nameof(Regex.Escape), nameof(Regex.Unescape)]),
    ];

    /// <summary>One line for each regex that could run without bound.</summary>
    public static IEnumerable<string> Unbounded(SemanticModel model) =>
        model.SyntaxTree.GetRoot().DescendantNodes()
            .Where(node => MakesRegex(model, node) && !IsBounded(model, node))
            .Select(node => $"{SourceCode.Place(node)} has a regex with neither NonBacktracking nor a time limit: "
                + node.ToString().ReplaceLineEndings(" "));

    private static bool MakesRegex(SemanticModel model, SyntaxNode node) => node switch
    {
        AttributeSyntax => Type(model, node) == nameof(GeneratedRegexAttribute),
        BaseObjectCreationExpressionSyntax => Type(model, node) == nameof(Regex),
        InvocationExpressionSyntax call =>
            Matching.Contains(Name(call)) && Method(model, node)?.IsStatic == true
                && Type(model, node) == nameof(Regex),
        _ => false,
    };

    private static string Name(InvocationExpressionSyntax call) =>
        call.Expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier.Text ?? "";

    private static bool IsBounded(SemanticModel model, SyntaxNode node) =>
        Method(model, node)?.Parameters.Any(HasLimit) == true
            && Arguments(node).Any(argument => IsLimit(model, argument))
        || Arguments(node).Any(argument => IsLinear(model, argument));

    private static bool HasLimit(IParameterSymbol parameter) =>
        parameter.Name is "matchTimeout" or "matchTimeoutMilliseconds";

    /// <summary>A time span, or the milliseconds of an attribute, which has no other number.</summary>
    private static bool IsLimit(SemanticModel model, ExpressionSyntax argument) =>
        model.GetTypeInfo(argument).Type is { } type
            && (type.Name == nameof(TimeSpan) && !argument.ToString().Contains("Infinite", StringComparison.Ordinal)
                || (type.SpecialType == SpecialType.System_Int32 && argument.Parent is AttributeArgumentSyntax
                    && model.GetConstantValue(argument).Value is int and > 0));

    private static bool IsLinear(SemanticModel model, ExpressionSyntax argument) =>
        model.GetTypeInfo(argument).Type?.Name == nameof(RegexOptions)
            && (model.GetConstantValue(argument).Value is int options
                ? ((RegexOptions)options).HasFlag(RegexOptions.NonBacktracking)
                : argument.ToString().Contains(nameof(RegexOptions.NonBacktracking), StringComparison.Ordinal));

    private static IMethodSymbol? Method(SemanticModel model, SyntaxNode node)
    {
        var info = model.GetSymbolInfo(node);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) as IMethodSymbol;
    }

    private static string? Type(SemanticModel model, SyntaxNode node) =>
        Method(model, node)?.ContainingType is { } type
            && type.ContainingNamespace.ToDisplayString() == "System.Text.RegularExpressions" ? type.Name : null;

    private static IEnumerable<ExpressionSyntax> Arguments(SyntaxNode node) => node switch
    {
        AttributeSyntax attribute => attribute.ArgumentList?.Arguments.Select(one => one.Expression) ?? [],
        BaseObjectCreationExpressionSyntax made => made.ArgumentList?.Arguments.Select(one => one.Expression) ?? [],
        InvocationExpressionSyntax call => call.ArgumentList.Arguments.Select(one => one.Expression),
        _ => [],
    };
}
