namespace DigestMailer.Papers.Gathering;

/// <summary>What a gathering brought.</summary>
/// <param name="Papers">New papers over all sources.</param>
internal sealed record GatherResult(int Papers, IReadOnlyList<SourceReport> Sources);
