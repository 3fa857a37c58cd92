using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace DigestMailer.Settings;

/// <summary>
/// Checks the annotations of an options class and of all sections and list entries within it; each fault begins with
/// the full key.
/// </summary>
internal sealed class SettingsRules<T>(string section) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var faults = SettingsRules.Faults(options, section).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

/// <summary>Walks through options for <see cref="SettingsRules{T}"/>.</summary>
internal static class SettingsRules
{
    public static IEnumerable<string> Faults(object options, string path)
    {
        if (options is IList list)
        {
            return list.Cast<object>()
                .SelectMany((entry, index) => entry is string ? [] : Faults(entry, $"{path}:{index}"));
        }

        return SettingsShape.IsSection(options.GetType())
            ? SettingsShape.PropertiesOf(options.GetType())
                .SelectMany(property => OfProperty(options, property, $"{path}:{property.Name}"))
                .Concat(OfWhole(options, path))
            : [];
    }

    private static IEnumerable<string> OfProperty(object options, PropertyInfo property, string path)
    {
        var value = property.GetValue(options);
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (rule.GetValidationResult(value, new ValidationContext(options) { MemberName = property.Name })
                is { } broken)
            {
                yield return Line(rule, broken, value, property, path);
                yield break;
            }
        }

        foreach (var fault in value is null ? [] : Faults(value, path))
        {
            yield return fault;
        }
    }

    private static string Line(ValidationAttribute rule, ValidationResult broken, object? value, PropertyInfo property,
        string path) => rule switch
        {
            RequiredAttribute => $"{path} is empty; set it.",
            RangeAttribute => $"{path}: {SettingText.Write(value!)} is not valid; write {SettingForm.Of(property)}.",
            _ => $"{path}: {broken.ErrorMessage}",
        };

    /// <summary>What a class says about itself; a fault that names its member has no key yet.</summary>
    private static IEnumerable<string> OfWhole(object options, string path) =>
        (options as IValidatableObject)?.Validate(new ValidationContext(options))
            .Select(broken => broken.MemberNames.FirstOrDefault() is { } member
                ? $"{path}:{member}: {broken.ErrorMessage}" : broken.ErrorMessage ?? path)
            ?? [];
}
