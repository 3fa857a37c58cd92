namespace DigestMailer.Today;

/// <summary>How many digests were accepted so late after their slots.</summary>
internal sealed record SlotLag
{
    /// <summary>Whole seconds from the slot to the acceptance.</summary>
    public long Seconds { get; init; }

    public long Mails { get; init; }
}
