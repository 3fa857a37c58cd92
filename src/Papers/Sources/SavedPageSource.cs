namespace DigestMailer.Papers.Sources;

/// <summary>The Daily Papers page as a reader saves it as text from the browser.</summary>
internal sealed class SavedPageSource(SourceOptions options, WebFetch web) : Source(options)
{
    public override bool CanBeStale => false;

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var asked = edition ?? DateOnly.FromDateTime(now.UtcDateTime);
        var (text, error) = await SourceText.ReadAsync(Options, web, cancel);
        if (text is null)
        {
            return SourceAnswer.Failed(asked, error!);
        }

        var (listings, fault) = SavedPageFormat.Read(text, Name, DateOnly.FromDateTime(now.UtcDateTime));
        return fault is null ? SourceAnswer.Of(listings[0].Edition, listings) : SourceAnswer.Refused(asked, fault);
    }
}
