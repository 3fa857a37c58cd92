namespace DigestMailer.Web.Admin;

/// <summary>A reader in a list.</summary>
internal sealed record ReaderLine
{
    public long Id { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public string State { get; init; } = "";

    public string Every { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public bool IsSuppressed { get; init; }
}
