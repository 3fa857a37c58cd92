namespace DigestMailer.Papers;

/// <summary>The daily announcements of arXiv as a feed: <c>https://rss.arxiv.org/rss/cs.CL+cs.AI</c>. Only the newest batch is to be had.</summary>
internal sealed class ArxivFeedSource(SourceOptions options, WebFetch web) : Source(options)
{
    public override bool IsArxiv => true;

    private string Address => Options.Url ?? $"https://rss.arxiv.org/rss/{string.Join('+', Options.Categories.Select(Uri.EscapeDataString))}";

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var asked = edition ?? ArxivCalendar.Today(now);
        var answer = await web.GetAsync(Address, arxiv: true, conditional: true, cancel);
        if (answer.Error("arXiv's feed") is { } error)
        {
            return SourceAnswer.Failed(asked, error);
        }

        if (answer.NotModified)
        {
            return new SourceAnswer(SourceState.Fresh, asked, []);
        }

        var batch = ArxivFeedFormat.Read(answer.Body, Name, asked);
        return batch.Error is null && ArxivCalendar.IsLate(batch.Edition, asked)
            ? batch with { State = SourceState.Late, Error = $"the newest batch is of {batch.Edition:yyyy-MM-dd}; the next gathering asks again", Validators = answer.Validators }
            : batch with { Validators = batch.Error is null ? answer.Validators : null };
    }
}
