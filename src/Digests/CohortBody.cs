namespace DigestMailer.Digests;

/// <summary>What all mails of one digest in one format share.</summary>
/// <param name="Html">Null for readers of plain text alone.</param>
internal sealed record CohortBody(DigestKind Kind, DateTimeOffset Slot, Language Language, string Subject, Stencil Text, Stencil? Html)
{
    public int Bytes => Text.Bytes + (Html?.Bytes ?? 0) + 1024;
}
