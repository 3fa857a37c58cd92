using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web.Forms;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Api;

/// <summary>
/// Adding people: with a proof of their consent at once, without one by a letter that asks them, exactly as the form
/// does. The second is answered alike whether an address is known or not.
/// </summary>
internal sealed class EnrolmentApi(SubscriberStore subscribers, SignupDesk desk, TopicCatalogue catalogue,
    IOptions<SiteOptions> site, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder api) => api.MapPost("/subscribers", AddAsync)
        .Describe("addSubscriber",
            "Ask an address to confirm a subscription; with proof, add or change a subscriber who has agreed.")
        .Needs(ApiScope.Ask, ApiScope.WriteSubscribers).Takes<EnrolmentBody>().Once()
        .Gives<StateAnswer>(202).Gives<StateAnswer>(201).Gives<StateAnswer>().Faults(400, 409, 413, 415, 422);

    private async Task<IResult> AddAsync(HttpContext context, CancellationToken cancel)
    {
        var (input, unread) = await ApiBody.ObjectAsync(context);
        if (input is null)
        {
            return unread!;
        }

        var (body, fault) = EnrolmentBody.Read(input, catalogue, clock.GetUtcNow());
        if (body is null)
        {
            return ApiAnswer.Fault(StatusCodes.Status422UnprocessableEntity, "invalid", fault!);
        }

        return body.Proof is null ? await AskAsync(body, cancel)
            : context.User.HasClaim(ApiKeyHandler.ScopeClaim, ApiScope.WriteSubscribers.Name)
                ? await EnrolAsync(body, cancel)
                : ApiAnswer.Fault(StatusCodes.Status403Forbidden, "scope",
                    $"A proof needs a key with the scope {ApiScope.WriteSubscribers.Name}.");
    }

    private async Task<IResult> AskAsync(EnrolmentBody body, CancellationToken cancel)
    {
        await desk.TakeAsync(body.Email, body.Input, new Consent("form", body.Wording ?? "Asked through the API"),
            cancel);
        return ApiAnswer.Of(new StateAnswer("asked", null, null), StatusCodes.Status202Accepted);
    }

    private async Task<IResult> EnrolAsync(EnrolmentBody body, CancellationToken cancel)
    {
        var end =
            (await subscribers.EnrolAsync(
                [new Enrolment(body.Email, body.Name, body.Wishes, Confirmed: true, "api", body.Proof)
                {
                    ConsentedAt = body.ConsentedAt,
                }],
                cancel: cancel))[0];
        switch (end)
        {
            case Enrolled.Suppressed:
                return ApiAnswer.Fault(StatusCodes.Status409Conflict, "suppressed",
                    "The address is suppressed and must not be mailed; nothing was changed.");
            case Enrolled.Left:
                return ApiAnswer.Fault(StatusCodes.Status409Conflict, "left",
                    "The subscriber has left, and consentedAt is not later; nothing was changed.");
        }

        var subscriber = (await subscribers.FindAsync(body.Email, cancel))!;
        var answer =
            new StateAnswer(end == Enrolled.Added ? "added" : "changed", subscriber.Id,
                SubscriberAnswer.StateOf(subscriber.State));
        return end == Enrolled.Added
            ? ApiAnswer.Of(answer, StatusCodes.Status201Created,
                site.Value.Address(ApiRegistration.PathOf(subscriber.Id)))
            : ApiAnswer.Of(answer);
    }
}
