using System.Collections;
using System.Reflection;

namespace DigestMailer.Settings;

/// <summary>What an options class looks like as a section of the settings.</summary>
internal static class SettingsShape
{
    /// <summary>The keys of a section: the properties that can be read and written, in their order.</summary>
    public static List<PropertyInfo> PropertiesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property is { CanRead: true, CanWrite: true })];

    /// <summary>Whether a type is a section of keys of its own, rather than a value or a list.</summary>
    public static bool IsSection(Type type) =>
        type.IsClass && type != typeof(string) && !type.IsAssignableTo(typeof(IEnumerable));

    /// <summary>Whether the setting may be null, which means that it is not set.</summary>
    public static bool IsOptional(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType
            && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable);
}
