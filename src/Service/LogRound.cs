namespace DigestMailer.Service;

/// <summary>The scope of log lines: the round of the schedule that they belong to.</summary>
internal sealed record LogRound(string Name)
{
    public override string ToString() => Name;
}
