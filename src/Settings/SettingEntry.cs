namespace DigestMailer.Settings;

/// <summary>One setting as the reference shows it.</summary>
/// <param name="Key">In full; the entries of a list have the number 0 for any number.</param>
/// <param name="Form">How its value is written.</param>
/// <param name="Default">The value without the setting, or null where there is none.</param>
/// <param name="Summary">What it does, and why the default is what it is.</param>
internal sealed record SettingEntry(string Key, string Form, string? Default, string Summary);
