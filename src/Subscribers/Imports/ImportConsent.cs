namespace DigestMailer.Subscribers.Imports;

/// <summary>What the operator vouches for.</summary>
/// <param name="Confirmed">Rows that prove a consent are confirmed; the others stay pending.</param>
/// <param name="Resubscribe">People who left come back, whatever the date of their consent.</param>
internal sealed record ImportConsent(bool Confirmed, bool Resubscribe = false)
{
    public bool Confirms(RowStanding standing) =>
        Confirmed && standing is { Proof: not null, State: ImportedState.Unsaid or ImportedState.Active };
}
