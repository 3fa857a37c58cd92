using System.Globalization;
using System.Text.RegularExpressions;

namespace DigestMailer.Digests.Languages;

/// <summary>
/// One text of a language file: a sentence with <c>{places}</c>, in one form or in one for each plural category of its
/// <c>{count}</c>.
/// </summary>
internal sealed partial record Phrase(IReadOnlyDictionary<string, string> Forms)
{
    /// <summary>The text with its places filled; an unknown place stays as it is written.</summary>
    /// <param name="isolate">Keeps values that run the other way from reordering a right-to-left sentence.</param>
    public string With(CultureInfo culture, bool isolate, IReadOnlyDictionary<string, object?> values)
    {
        var form =
            Forms.Count > 1 && values.TryGetValue("count", out var count)
                && Forms.TryGetValue(Plural.Category(culture, Convert.ToInt64(count, culture)), out var fitting)
            ? fitting
            : Forms["other"];
        return !form.Contains('{', StringComparison.Ordinal) ? form
            : Place()
                .Replace(form,
                    match =>
                        values.TryGetValue(match.Groups[1].Value, out var value) ? Shown(value, culture, isolate)
                            : match.Value);
    }

    /// <summary>The names of the places of any form.</summary>
    public IEnumerable<string> Places =>
        Forms.Values.SelectMany(form => Place().Matches(form).Select(match => match.Groups[1].Value)).Distinct();

    private static string Shown(object? value, CultureInfo culture, bool isolate) => value switch
    {
        int or long => Convert.ToInt64(value, culture).ToString("N0", culture),
        _ when isolate => $"\u2068{value}\u2069",
        _ => $"{value}",
    };

    [GeneratedRegex(@"\{([a-z_]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
