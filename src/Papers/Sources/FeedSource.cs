using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Papers.Sources;

/// <summary>Any RSS, Atom or JSON feed of papers, from an address or a file; see <see cref="FeedFormat"/>.</summary>
internal sealed class FeedSource(SourceOptions options, WebFetch web) : Source(options)
{
    /// <summary>A feed has the entries of weeks, old ones among new ones.</summary>
    public override bool CanBeStale => false;

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var asked = edition ?? DateOnly.FromDateTime(now.UtcDateTime);
        using var text = await SourceText.ReadAsync(Options, web, conditional: true, cancel);
        if (text.Error(Name) is { } error)
        {
            return SourceAnswer.Failed(asked, error, text.AskAfter);
        }

        if (text.NotModified)
        {
            return new SourceAnswer(SourceState.Fresh, asked, []) { NotModified = true };
        }

        var (listings, fault) = FeedFormat.Read(text.Body, Name, asked, Options.Fields, text.Address);
        return fault is null ? SourceAnswer.Of(asked, listings, text.Validators)
            : listings.Count > 0 ? SourceAnswer.UpTo(asked, listings, fault) : SourceAnswer.Refused(asked, fault);
    }
}
