namespace DigestMailer.Settings;

/// <summary>A section of the settings and the options class that it fills.</summary>
/// <param name="Name">The key of the section at the top of appsettings.json, such as Delivery.</param>
internal sealed record SettingsSection(string Name, Type Type);
