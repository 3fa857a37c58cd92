namespace DigestMailer.Settings;

/// <summary>
/// The setting is a file whose first line is the value of another, so that a secret is in no setting.
/// </summary>
/// <param name="of">The setting that it replaces.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretFileAttribute(string of) : Attribute
{
    public string Of => of;
}
