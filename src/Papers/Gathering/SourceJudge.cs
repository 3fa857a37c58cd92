using DigestMailer.Papers.Sources;

namespace DigestMailer.Papers.Gathering;

/// <summary>
/// What an answer means in the light of those before it: the same once more, the old one under a new date, one that
/// should have been followed by another, or entries without a day that were shown before.
/// </summary>
internal sealed class SourceJudge(GatheringLog gatherings, FirstShown shown, TimeProvider clock)
{
    private const double StaleShare = 0.9;

    /// <param name="asked">The day that was asked for; null means the newest.</param>
    public async Task<SourceAnswer> JudgeAsync(Source source, SourceAnswer answer, DateOnly? asked,
        CancellationToken cancel)
    {
        if (answer.NotModified && await gatherings.NewestAnswerAsync(source.Name, cancel) is { } newest)
        {
            answer =
                answer with
                {
                    Edition = newest.Edition,
                    State = newest.Listed == 0 ? SourceState.Empty : SourceState.Fresh
                };
        }

        answer = await shown.DateAsync(source.Name, answer, cancel);
        if (answer.State == SourceState.Fresh && source.CanBeStale && await IsStaleAsync(source, answer, cancel))
        {
            return answer with
            {
                State = SourceState.Stale,
                Error =
                    $"it repeats its previous batch under the date {answer.Edition:yyyy-MM-dd}; "
                        + "the next gathering asks again",
                Validators = null
            };
        }

        return answer.State is SourceState.Fresh or SourceState.Empty
            && source.IsLate(answer.Edition, asked, clock.GetUtcNow())
            ? answer with
            {
                State = SourceState.Late,
                Error = $"the newest batch is of {answer.Edition:yyyy-MM-dd}; the next gathering asks again"
            }
            : answer;
    }

    private async Task<bool> IsStaleAsync(Source source, SourceAnswer answer, CancellationToken cancel)
    {
        var news =
            answer.Listings.Where(listing => listing.Announce is Announcement.New or Announcement.Cross).ToList();
        if (news.Count == 0)
        {
            return false;
        }

        var previous = await gatherings.PreviousBatchAsync(source.Name, answer.Edition, cancel);
        return previous.Count > 0
            && news.Count(listing => previous.Contains(listing.SourceId)) >= StaleShare * news.Count;
    }
}
