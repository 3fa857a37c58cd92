namespace DigestMailer.Papers.Sources;

/// <summary>Any RSS, Atom or JSON feed of papers, from an address or a file; see <see cref="FeedFormat"/>.</summary>
internal sealed class FeedSource(SourceOptions options, WebFetch web) : Source(options)
{
    /// <summary>A feed holds the entries of weeks, old beside new.</summary>
    public override bool CanBeStale => false;

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var asked = edition ?? DateOnly.FromDateTime(now.UtcDateTime);
        var (text, validators, error) = Options.Path is null ? await AskAsync(cancel) : await FileAsync(cancel);
        if (text is null)
        {
            return error is null ? new SourceAnswer(SourceState.Fresh, asked, []) { NotModified = true }
                : SourceAnswer.Failed(asked, error);
        }

        var (listings, fault) = FeedFormat.Read(text, Name, asked, Options.Fields);
        return fault is null ? SourceAnswer.Of(asked, listings, validators) : SourceAnswer.Refused(asked, fault);
    }

    private async Task<(string? Text, Validators? Validators, string? Error)> AskAsync(CancellationToken cancel)
    {
        var answer = await web.GetAsync(Options.Url!, arxiv: false, conditional: true, cancel);
        return answer.Error(Name) is { } error ? (null, null, error) : answer.NotModified ? (null, null, null)
            : (answer.Body, answer.Validators, null);
    }

    private async Task<(string? Text, Validators? Validators, string? Error)> FileAsync(CancellationToken cancel)
    {
        var (text, error) = await SourceText.ReadAsync(Options, web, cancel);
        return (text, null, error);
    }
}
