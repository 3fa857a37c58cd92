namespace DigestMailer.Digests;

/// <summary>What all mails of one digest in one format share.</summary>
/// <param name="Html">Null for readers of plain text alone.</param>
internal sealed record CohortBody(DigestKind Kind, DateTimeOffset Slot, Language Language, string Subject, Stencil Text, Stencil? Html)
{
    /// <summary>The Subject as it stands in the head, encoded and folded.</summary>
    public string SubjectField { get; } = EncodedWords.Text(Subject, "Subject: ".Length);

    /// <summary>What it takes in memory, near enough.</summary>
    public int Bytes => Text.Bytes + (Html?.Bytes ?? 0) + 1024;

    public int EncodedBytes => Text.EncodedBytes + (Html?.EncodedBytes ?? 0);
}
