namespace DigestMailer.Settings;

/// <summary>
/// Finds keys at the top of the settings that no room has. In the environment are the variables of other programs too,
/// so there only a name written as ours counts: Section__Key.
/// </summary>
internal static class UnknownSections
{
    public static IEnumerable<string> Faults(IConfigurationRoot settings, IReadOnlyCollection<SettingsSection> known)
    {
        var names = known.Select(section => section.Name).ToList();
        return settings.Providers.Where(provider => !SettingOrigin.IsHostEnvironment(provider))
            .SelectMany(provider => Keys(provider, names)).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(key => Line(key, known));
    }

    private static IEnumerable<string> Keys(IConfigurationProvider provider, List<string> names) =>
        provider.GetChildKeys([], null)
            .Where(key => !names.Contains(key, StringComparer.OrdinalIgnoreCase) && !HostSettings.Has(key))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(key => !SettingOrigin.IsEnvironment(provider) || IsOurs(provider, key, names));

    /// <summary>Section__Key, with a name in the form of ours or one that is nearly ours.</summary>
    private static bool IsOurs(IConfigurationProvider provider, string key, List<string> names) =>
        provider.GetChildKeys([], key).FirstOrDefault() is { Length: > 0 } inner
        && key.Length > 0 && (IsNearly(key, names) || (IsPascalCase(key) && IsPascalCase(inner)));

    private static bool IsNearly(string key, List<string> names) => names.Exists(name =>
        EditDistance.Between(key.ToUpperInvariant(), name.ToUpperInvariant()) <= Math.Max(1, key.Length / 4));

    private static bool IsPascalCase(string key) =>
        char.IsAsciiLetterUpper(key[0]) && key.Skip(1).All(char.IsAsciiLetter) && key.Any(char.IsAsciiLetterLower);

    private static string Line(string key, IReadOnlyCollection<SettingsSection> known)
    {
        var names = known.Select(section => section.Name).Order(StringComparer.Ordinal).ToList();
        if (Suggestion.For(key, names) is { } near)
        {
            return $"{key} is unknown; did you mean {near}?";
        }

        var inner = known.FirstOrDefault(section => SettingsShape.IsSection(section.Type)
            && SettingsShape.PropertiesOf(section.Type)
                .Exists(property => property.Name.Equals(key, StringComparison.OrdinalIgnoreCase)));
        return inner is not null ? $"{key} is unknown; did you mean {inner.Name}:{key}?"
            : $"{key} is unknown; the sections are {string.Join(", ", names)}.";
    }
}
