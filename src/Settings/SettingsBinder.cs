using System.Collections;
using System.Globalization;
using System.Reflection;

namespace DigestMailer.Settings;

/// <summary>
/// Fills options classes from the settings and leaves nothing out: each key must be a property, each value must be
/// readable. What is wrong goes to <see cref="Faults"/>, one line each, beginning with the full key.
/// </summary>
/// <param name="settings">All settings.</param>
internal sealed class SettingsBinder(IConfiguration settings)
{
    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults => faults;

    /// <param name="target">An options class, or a list of them.</param>
    public void Bind(object target, IConfigurationSection section)
    {
        if (target is IList list)
        {
            BindList(list, section, section.Path);
        }
        else
        {
            BindObject(target, section, section.Path);
        }
    }

    private void BindObject(object target, IConfigurationSection section, string path)
    {
        var properties = SettingsShape.PropertiesOf(target.GetType());
        if (section.Value is { } value && !SettingOrigin.IsForeignVariable(settings, path))
        {
            faults.Add($"{path}: {Quoted(value)} is not valid; it is a section with the keys {Names(properties)}.");
            return;
        }

        foreach (var child in section.GetChildren())
        {
            if (properties.Find(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase))
                is { } property)
            {
                BindProperty(target, property, child, $"{path}:{property.Name}");
            }
            else
            {
                faults.Add(Suggestion.Unknown(path, child.Key, properties.ConvertAll(known => known.Name)));
            }
        }

        faults.AddRange(SecretFiles.Fill(target, section, path));
    }

    private void BindProperty(object target, PropertyInfo property, IConfigurationSection section, string path)
    {
        var type = property.PropertyType;
        if (type.IsAssignableTo(typeof(IList)))
        {
            BindList((IList)property.GetValue(target)!, section, path);
        }
        else if (type.IsAssignableTo(typeof(IDictionary)))
        {
            BindDictionary((IDictionary)property.GetValue(target)!, section, path);
        }
        else if (!SettingsShape.IsSection(type))
        {
            BindScalar(target, property, section, path);
        }
        else if (section.Value is not null || section.GetChildren().Any())
        {
            var nested = property.GetValue(target) ?? Activator.CreateInstance(type)!;
            BindObject(nested, section, path);
            property.SetValue(target, nested);
        }
    }

    private void BindScalar(object target, PropertyInfo property, IConfigurationSection section, string path)
    {
        if (section.GetChildren().Any())
        {
            faults.Add($"{path} is one value, not a section or a list; write {SettingForm.Of(property)}.");
        }
        else if (section.Value is not { } text)
        {
            if (SettingsShape.IsOptional(property))
            {
                property.SetValue(target, null);
            }
            else
            {
                faults.Add($"{path} has no value; write {SettingForm.Of(property)}, or leave the key out.");
            }
        }
        else if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            faults.Add($"{path}: {Quoted(text)} has characters that are not UTF-8; save the settings as UTF-8.");
        }
        else if (SettingText.TryRead(property.PropertyType, text, out var value))
        {
            property.SetValue(target, value);
        }
        else
        {
            faults.Add($"{path}: {Quoted(text)} is not valid; write {SettingForm.Of(property)}.");
        }
    }

    private void BindList(IList list, IConfigurationSection section, string path)
    {
        var element = list.GetType().GetGenericArguments()[0];
        var children = section.GetChildren().ToList();
        if (section.Value is { Length: > 0 } text && !SettingOrigin.IsForeignVariable(settings, path))
        {
            BindNames(list, element, text, path);
            return;
        }

        list.Clear();
        foreach (var (index, child) in children.Index())
        {
            if (child.Key != index.ToString(CultureInfo.InvariantCulture))
            {
                faults.Add($"{path}:{child.Key}: {path} is a list; its next entry is {path}:{index}. "
                    + "In a file, write the entries between [ and ].");
                return;
            }

            BindElement(list, element, child, $"{path}:{index}");
        }
    }

    /// <summary>A list of names may be written as one text, with commas; no other list may.</summary>
    private void BindNames(IList list, Type element, string text, string path)
    {
        if (!element.IsEnum)
        {
            faults.Add($"{path}: {Quoted(text)} is not valid; it is a list, written between [ and ] in a file, "
                + $"or as {path}:0, {path}:1 and so on.");
            return;
        }

        list.Clear();
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            AddScalar(list, element, name, path);
        }
    }

    private void BindElement(IList list, Type element, IConfigurationSection section, string path)
    {
        if (section.Value is null && !section.GetChildren().Any())
        {
            faults.Add($"{path} is empty; fill it in or take it out of the list.");
        }
        else if (SettingsShape.IsSection(element))
        {
            var entry = Activator.CreateInstance(element)!;
            BindObject(entry, section, path);
            list.Add(entry);
        }
        else if (section.Value is not { } text)
        {
            faults.Add($"{path} is one value, not a section or a list.");
        }
        else
        {
            AddScalar(list, element, text, path);
        }
    }

    private void AddScalar(IList list, Type element, string text, string path)
    {
        if (SettingText.TryRead(element, text, out var value))
        {
            list.Add(value);
        }
        else
        {
            faults.Add($"{path}: {Quoted(text)} is not valid; write {SettingForm.Of(element)}.");
        }
    }

    private void BindDictionary(IDictionary dictionary, IConfigurationSection section, string path)
    {
        var element = dictionary.GetType().GetGenericArguments()[1];
        if (section.Value is { Length: > 0 } value)
        {
            faults.Add($"{path}: {Quoted(value)} is not valid; it is a section of names and values.");
            return;
        }

        foreach (var child in section.GetChildren())
        {
            if (child.Value is { } text && !child.GetChildren().Any()
                && SettingText.TryRead(element, text, out var read))
            {
                dictionary[child.Key] = read;
            }
            else
            {
                faults.Add($"{path}:{child.Key} is not valid; write {SettingForm.Of(element)}.");
            }
        }
    }

    private static string Names(List<PropertyInfo> properties) =>
        string.Join(", ", properties.Select(property => property.Name));

    private static string Quoted(string text) =>
        $"\"{(text.Length > 60 ? text[..60] + "…" : text).ReplaceLineEndings(" ")}\"";
}
