using System.Reflection;

namespace DigestMailer.Settings;

/// <summary>Reads the secrets that the settings name by a file (<see cref="SecretFileAttribute"/>).</summary>
internal static class SecretFiles
{
    /// <summary>Fills the secrets of a section whose files are named in it.</summary>
    /// <returns>Files that cannot be read, and secrets that are set twice, a line each.</returns>
    public static IEnumerable<string> Fill(object target, IConfigurationSection section, string path)
    {
        foreach (var property in SettingsShape.PropertiesOf(target.GetType()))
        {
            if (property.GetCustomAttribute<SecretFileAttribute>() is { } secret
                && property.GetValue(target) is string { Length: > 0 } file)
            {
                var (key, fault) = ($"{path}:{property.Name}", Read(file, out var value));
                if (section[secret.Of] is { Length: > 0 } also && also != Default(target, secret.Of))
                {
                    yield return $"{key}: {path}:{secret.Of} is set too; leave one of them out.";
                }
                else if (fault is not null)
                {
                    yield return $"{key}: {fault}";
                }
                else
                {
                    target.GetType().GetProperty(secret.Of)!.SetValue(target, value);
                }
            }
        }
    }

    /// <summary>The shipped settings name some defaults, which are in nobody's way.</summary>
    private static string? Default(object target, string name) => target.GetType().GetProperty(name)!
        .GetValue(Activator.CreateInstance(target.GetType())) as string;

    private static string? Read(string file, out string value)
    {
        value = "";
        try
        {
            value = File.ReadLines(file).FirstOrDefault("").Trim();
            return value.Length > 0 ? null : $"{file} has no first line; write the value into it.";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message.ReplaceLineEndings(" ");
        }
    }
}
