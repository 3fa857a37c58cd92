using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Papers.Sources;

/// <summary>The Daily Papers page as a reader saves it as text from the browser.</summary>
internal sealed class SavedPageSource(SourceOptions options, WebFetch web) : Source(options)
{
    public override bool CanBeStale => false;

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var asked = edition ?? DateOnly.FromDateTime(now.UtcDateTime);
        using var text = await SourceText.ReadAsync(Options, web, conditional: false, cancel);
        if (text.Error(Name) is { } error)
        {
            return SourceAnswer.Failed(asked, error, text.AskAfter);
        }

        var (listings, fault) = SavedPageFormat.Read(text.Body, Name, DateOnly.FromDateTime(now.UtcDateTime));
        return fault is null ? SourceAnswer.Of(listings[0].Edition, listings) : SourceAnswer.Refused(asked, fault);
    }
}
