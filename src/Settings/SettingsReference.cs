using System.Collections;
using System.Reflection;

namespace DigestMailer.Settings;

/// <summary>
/// Every setting with its form, default and reason, from the options classes and their summaries: the one place where
/// settings are described.
/// </summary>
internal sealed class SettingsReference(IEnumerable<SettingsSection> sections, SettingsSummaries summaries)
{
    public IReadOnlyList<SettingEntry> All =>
        [.. sections.OrderBy(section => section.Name, StringComparer.Ordinal).SelectMany(OfSection)];

    private IEnumerable<SettingEntry> OfSection(SettingsSection section)
    {
        if (SettingsShape.IsSection(section.Type))
        {
            return Of(section.Type, section.Name);
        }

        var element = section.Type.GetGenericArguments()[0];
        return [new SettingEntry(section.Name, "a list", null, summaries.Of(element)),
            .. Of(element, section.Name + ":0")];
    }

    private IEnumerable<SettingEntry> Of(Type type, string path)
    {
        var defaults = Activator.CreateInstance(type)!;
        return SettingsShape.PropertiesOf(type)
            .SelectMany(property => Of(property, property.GetValue(defaults), $"{path}:{property.Name}"));
    }

    private IEnumerable<SettingEntry> Of(PropertyInfo property, object? value, string key)
    {
        var (type, summary) = (property.PropertyType, summaries.Of(property));
        if (type.IsAssignableTo(typeof(IList)))
        {
            var element = type.GetGenericArguments()[0];
            return SettingsShape.IsSection(element)
                ? [new SettingEntry(key, "a list", null, summary), .. Of(element, key + ":0")]
                : [new SettingEntry(key, "a list, each " + SettingForm.Of(element), null, summary)];
        }

        if (type.IsAssignableTo(typeof(IDictionary)))
        {
            return [new SettingEntry(key, "names and values", null, summary)];
        }

        return SettingsShape.IsSection(type)
            ? [.. summary.Length > 0 ? new[] { new SettingEntry(key, "a section", null, summary) } : [],
                .. Of(type, key)]
            : [new SettingEntry(key, SettingForm.Of(type) + SettingForm.Bounds(property), Default(value), summary)];
    }

    private static string? Default(object? value) => value is null or "" or DateOnly { DayNumber: 0 } ? null
        : SettingText.Write(value);

    /// <summary>The reference as a table for a README.</summary>
    public string Markdown() => string.Join('\n', All
        .Select(entry => $"| `{entry.Key}` | {Cell(entry.Default is null ? "none" : $"`{entry.Default}`")} | "
            + $"{Cell(entry.Form)} | {Cell(entry.Summary)} |")
        .Prepend("| --- | --- | --- | --- |").Prepend("| setting | default | form | what it does |")) + "\n";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
