using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace DigestMailer.Settings;

/// <summary>Says in words how a value is written: its form, its bounds, and its default as the example.</summary>
internal static class SettingForm
{
    public static string Of(PropertyInfo property) =>
        Of(property.PropertyType) + Bounds(property) + Example(property);

    public static string Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type)),
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ when type == typeof(double) => "a number with a decimal point",
            _ when type == typeof(TimeSpan) => "a duration as days.hours:minutes:seconds",
            _ when type == typeof(DateOnly) => "a day as 2026-05-01",
            _ when type == typeof(TimeOnly) => "a time of day as 07:00",
            _ => "a text",
        };
    }

    public static string Bounds(PropertyInfo property) =>
        property.GetCustomAttribute<RangeAttribute>() is { } range
            ? $" from {Bound(range.Minimum)} to {Bound(range.Maximum)}" : "";

    private static string Bound(object value) => value as string ?? SettingText.Write(value);

    private static string Example(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsEnum || type == typeof(bool) || type == typeof(DateOnly) || property.DeclaringType is not { } owner)
        {
            return "";
        }

        var value = property.GetValue(Activator.CreateInstance(owner));
        return value is null or "" or 0 or 0.0 ? type == typeof(TimeSpan) ? ", such as 00:05:00" : ""
            : $", such as {SettingText.Write(value)}";
    }
}
