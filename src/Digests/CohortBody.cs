namespace DigestMailer.Digests;

/// <summary>What all mails of one digest in one format share.</summary>
/// <param name="Html">Null for readers of plain text.</param>
internal sealed record CohortBody(DigestKind Kind, DateTimeOffset Slot, string Subject, Stencil Text, Stencil? Html)
{
    public int Bytes => Text.Bytes + (Html?.Bytes ?? 0) + 1024;
}
