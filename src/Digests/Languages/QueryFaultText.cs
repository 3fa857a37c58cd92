using System.Globalization;
using System.Text.Json;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Digests.Languages;

/// <summary>Why a query cannot be read, in the language of the reader.</summary>
internal static class QueryFaultText
{
    /// <summary>The fault with its place, as a page shows it next to the query.</summary>
    public static string Of(QueryFault fault, Language language) => language.Say("query.at",
        ("fault", language.Say(Key(fault.Kind), ("word", fault.Word), ("advice", fault.Advice))),
        ("position", fault.Position.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The same for one of several queries.</summary>
    public static string Of(string query, QueryFault fault, Language language) =>
        language.Say("query.of", ("query", query), ("fault", Of(fault, language)));

    /// <summary>The text of a kind, such as <c>query.too_long</c>.</summary>
    public static string Key(QueryFaultKind kind) => "query." + JsonNamingPolicy.SnakeCaseLower.ConvertName($"{kind}");
}
