namespace DigestMailer.Digests.Templates;

/// <summary>Text that a template wrote itself and that is not escaped again.</summary>
internal sealed record Raw(string Text)
{
    public override string ToString() => Text;
}
