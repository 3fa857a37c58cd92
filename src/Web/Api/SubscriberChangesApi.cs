using DigestMailer.Delivery;
using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using DigestMailer.Topics;

namespace DigestMailer.Web.Api;

/// <summary>What becomes of one subscriber: other wishes, a pause, an end, erasure. Each may be done twice.</summary>
internal sealed class SubscriberChangesApi(SubscriberStore subscribers, SubscriptionLife life, ReaderDigests digests,
    Letters letters, Database database, Erasure erasure, TopicCatalogue catalogue, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPatch("/subscribers/{id:long}/wishes", WishAsync)
            .Describe("changeWishes", "Change wishes; those left out stay, null takes back to the default.")
            .Needs(ApiScope.WriteSubscribers).Takes<WishesBody>().Gives<SubscriberAnswer>()
            .Faults(400, 404, 413, 415, 422);
        api.MapPut("/subscribers/{id:long}/pause", PauseAsync).Describe("pause", "Send nothing before an instant.")
            .Needs(ApiScope.WriteSubscribers).Takes<PauseBody>().Gives<SubscriberAnswer>()
            .Faults(400, 404, 413, 415, 422);
        api.MapDelete("/subscribers/{id:long}/pause", ResumeAsync).Describe("resume", "End a pause.")
            .Needs(ApiScope.WriteSubscribers).Gives<SubscriberAnswer>().Faults(404);
        api.MapPost("/subscribers/{id:long}/leave", LeaveAsync)
            .Describe("leave", "End a subscription; they come back only by themselves.")
            .Needs(ApiScope.WriteSubscribers).Once().Gives<StateAnswer>().Faults(404);
        api.MapDelete("/subscribers/{id:long}", EraseAsync)
            .Describe("erase", "Erase a subscriber with all that is kept; the address is not mailed again.")
            .Needs(ApiScope.Erase).Gives(StatusCodes.Status204NoContent).Faults(404);
    }

    private async Task<IResult> WishAsync(long id, HttpContext context, CancellationToken cancel)
    {
        var (sent, fault) = await ApiBody.ObjectAsync(context);
        if (sent is null)
        {
            return fault!;
        }

        if (await subscribers.FindAsync(id, cancel) is not { } subscriber)
        {
            return Unknown;
        }

        var input = WishesBody.Read(sent, WishesInput.Of(subscriber.Wishes));
        var (wishes, wrong) = sent.Fault is null ? input.Check(catalogue) : (null, sent.Fault.TrimEnd('.'));
        if (wishes is null)
        {
            return Invalid($"{wrong}.");
        }

        await life.ChangeAsync(id, wishes, cancel);
        return await ShowAsync(id, cancel);
    }

    private async Task<IResult> PauseAsync(long id, HttpContext context, CancellationToken cancel)
    {
        var (sent, fault) = await ApiBody.ObjectAsync(context);
        if (sent is null)
        {
            return fault!;
        }

        var (until, now) = (sent.Time("until"), clock.GetUtcNow());
        sent.End();
        if (sent.Fault is not null || until is null || until <= now || until > now.AddYears(2))
        {
            return Invalid(sent.Fault ?? "until must be an instant in the next two years.");
        }

        return await UntilAsync(id, until, cancel);
    }

    private Task<IResult> ResumeAsync(long id, CancellationToken cancel) => UntilAsync(id, null, cancel);

    private async Task<IResult> UntilAsync(long id, DateTimeOffset? until, CancellationToken cancel)
    {
        foreach (var one in await MeantAsync(id, cancel))
        {
            await life.PauseAsync(one.Id, until, cancel);
        }

        return await ShowAsync(id, cancel);
    }

    /// <summary>A subscriber with all digests, or one further digest.</summary>
    private async Task<IReadOnlyList<Subscriber>> MeantAsync(long id, CancellationToken cancel) =>
        await digests.ListAsync(id, cancel) is [var first, ..] all && first.Id == id ? all
            : await subscribers.FindAsync(id, cancel) is { } one ? [one] : [];

    private async Task<IResult> LeaveAsync(long id, CancellationToken cancel)
    {
        if (await subscribers.FindAsync(id, cancel) is not { } subscriber)
        {
            return Unknown;
        }

        var left = await database.WriteAsync(async transaction =>
            (subscriber.FurtherOf is null
                ? await ReaderDigests.LeaveAsync(transaction, life, id, new Consent("api")) > 0
                : await life.LeaveAsync(transaction, id, new Consent("api")))
                && await letters.AddAsync(transaction, id, LetterKind.Goodbye) is var _, cancel);
        return ApiAnswer.Of(new StateAnswer(left ? "left" : "stayed", id,
            SubscriberAnswer.StateOf(SubscriptionState.Unsubscribed)));
    }

    private async Task<IResult> EraseAsync(long id, CancellationToken cancel)
    {
        if (await subscribers.FindAsync(id, cancel) is not { } subscriber)
        {
            return Unknown;
        }

        await erasure.EraseAsync(subscriber, cancel);
        return ApiAnswer.None;
    }

    private async Task<IResult> ShowAsync(long id, CancellationToken cancel) =>
        await subscribers.FindAsync(id, cancel) is { } subscriber
            ? ApiAnswer.Of(SubscriberAnswer.Of(subscriber, clock.GetUtcNow())) : Unknown;

    private static ApiAnswer Unknown => ApiAnswer.OfStatus(StatusCodes.Status404NotFound);

    private static ApiAnswer Invalid(string why) =>
        ApiAnswer.Fault(StatusCodes.Status422UnprocessableEntity, "invalid", why);
}

/// <summary>A pause.</summary>
/// <param name="Until">Its end, at most two years from now.</param>
internal sealed record PauseBody(DateTimeOffset Until);
