using DigestMailer.Subscribers;

namespace DigestMailer.Web.Api;

/// <summary>Subscribers as a list, one by one, and with all that is kept of one.</summary>
internal sealed class SubscribersApi(SubscriberStore subscribers, PersonalRecord record, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/subscribers", ListAsync).Describe("listSubscribers", "List subscribers by their number.")
            .Needs(ApiScope.ReadSubscribers).Gives<PageOf<SubscriberAnswer>>().Faults(400);
        api.MapGet("/subscribers/{id:long}", OneAsync).Describe("getSubscriber", "Read one subscriber.")
            .Needs(ApiScope.ReadSubscribers).Gives<SubscriberAnswer>().Faults(404);
        api.MapGet("/subscribers/{id:long}/record", RecordAsync)
            .Describe("getRecord", "Read all that is kept of a subscriber, for those who ask for it (GDPR 15).")
            .Needs(ApiScope.ReadSubscribers).Gives<Dictionary<string, object>>().Faults(404);
    }

    private async Task<IResult> ListAsync(string? limit, string? cursor, string? state, string? email,
        CancellationToken cancel)
    {
        var (asked, fault) = PageAsked.Read(limit, cursor);
        if (asked is null)
        {
            return fault!;
        }

        SubscriptionState? only = null;
        if (state is not null)
        {
            if (Enum.GetValues<SubscriptionState>().Where(one => SubscriberAnswer.StateOf(one) == state).ToList()
                is not [var known])
            {
                return ApiAnswer.Fault(StatusCodes.Status400BadRequest, "state",
                    "state must be pending, confirmed or unsubscribed.");
            }

            only = known;
        }

        var (now, rows) = (clock.GetUtcNow(), await RowsAsync(asked, only, email, cancel));
        return ApiAnswer.Of(PageOf<SubscriberAnswer>.Of(asked, rows, row => SubscriberAnswer.Of(row, now),
            row => row.Id));
    }

    private async Task<IReadOnlyList<Subscriber>> RowsAsync(PageAsked asked, SubscriptionState? state, string? email,
        CancellationToken cancel)
    {
        if (email is null)
        {
            return await subscribers.PageAsync(asked.After ?? 0, asked.Limit + 1, state, cancel);
        }

        return await subscribers.FindAsync(email, cancel) is { } found && (state is null || found.State == state)
            && found.Id > (asked.After ?? 0) ? [found] : [];
    }

    private async Task<IResult> OneAsync(long id, CancellationToken cancel) =>
        await subscribers.FindAsync(id, cancel) is { } found
            ? ApiAnswer.Of(SubscriberAnswer.Of(found, clock.GetUtcNow()))
            : ApiAnswer.OfStatus(StatusCodes.Status404NotFound);

    private async Task<IResult> RecordAsync(long id, CancellationToken cancel) =>
        await record.OfAsync(id, cancel) is { } all ? ApiAnswer.Of(all)
            : ApiAnswer.OfStatus(StatusCodes.Status404NotFound);
}
