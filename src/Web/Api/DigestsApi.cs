using System.Text.Json.Serialization;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using DigestMailer.Topics;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Api;

/// <summary>
/// The digests of one reader: listed, added, renamed and removed. Each is a subscriber with a number of its own, by
/// which its wishes, pause and end are changed.
/// </summary>
internal sealed class DigestsApi(SubscriberStore subscribers, ReaderDigests digests, TopicCatalogue catalogue,
    IOptions<SiteOptions> site, TimeProvider clock)
{
    private const string Path = "/subscribers/{id:long}/digests";

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(Path, ListAsync)
            .Describe("listDigests", "List the digests of a subscriber, the first one included.")
            .Needs(ApiScope.ReadSubscribers).Gives<PageOf<SubscriberAnswer>>().Faults(404);
        api.MapPost(Path, AddAsync)
            .Describe("addDigest", "Add a further digest of a subscriber who has confirmed; it begins at once.")
            .Needs(ApiScope.WriteSubscribers).Takes<NewDigestBody>().Once()
            .Gives<StateAnswer>(201).Faults(400, 404, 409, 413, 415, 422);
        api.MapPut("/subscribers/{id:long}/digest", RenameAsync)
            .Describe("renameDigest", "Give a digest another name.")
            .Needs(ApiScope.WriteSubscribers).Takes<DigestNameBody>().Gives<SubscriberAnswer>()
            .Faults(400, 404, 409, 413, 415, 422);
        api.MapDelete(Path + "/{digest:long}", RemoveAsync)
            .Describe("removeDigest", "End and forget a further digest; the subscriber keeps the others.")
            .Needs(ApiScope.WriteSubscribers).Gives(StatusCodes.Status204NoContent).Faults(404);
    }

    private async Task<IResult> ListAsync(long id, CancellationToken cancel) =>
        await subscribers.FindAsync(id, cancel) is { } one
            ? ApiAnswer.Of(new PageOf<SubscriberAnswer>(
                [.. (await digests.ListAsync(one.ReaderId, cancel)).Select(Show)], null)) : Unknown;

    private async Task<IResult> AddAsync(long id, HttpContext context, CancellationToken cancel)
    {
        var (sent, unread) = await ApiBody.ObjectAsync(context);
        if (sent is null)
        {
            return unread!;
        }

        var (body, fault) = NewDigestBody.Read(sent, catalogue);
        if (body is null)
        {
            return Invalid(fault!);
        }

        if (await subscribers.FindAsync(id, cancel) is not { } reader)
        {
            return Unknown;
        }

        var known = await digests.ListAsync(reader.ReaderId, cancel);
        return reader.ReaderState != SubscriptionState.Confirmed
                ? Conflict("unconfirmed", "The subscriber has not confirmed, or has left; nothing was changed.")
            : ReaderDigests.Named(known, body.Name) is not null ? Taken
            : await EnrolAsync(known[0], body, cancel);
    }

    private async Task<IResult> EnrolAsync(Subscriber reader, NewDigestBody body, CancellationToken cancel)
    {
        var end =
            (await subscribers.EnrolAsync(
                [new Enrolment(reader.Email, null, body.Wishes, Confirmed: true, "api", body.Proof)
                {
                    Digest = body.Name,
                    MayReturn = true,
                }],
                cancel: cancel))[0];
        switch (end)
        {
            case Enrolled.Suppressed:
                return Conflict("suppressed", "The address is suppressed and must not be mailed; nothing was changed.");
            case Enrolled.Full:
                return Conflict("full", $"A subscriber can have {ReaderDigests.Most} digests; remove one first.");
        }

        var added = ReaderDigests.Named(await digests.ListAsync(reader.Id, cancel), body.Name)!;
        return ApiAnswer.Of(new StateAnswer("added", added.Id, SubscriberAnswer.StateOf(added.State)),
            StatusCodes.Status201Created, site.Value.Address(ApiRegistration.PathOf(added.Id)));
    }

    private async Task<IResult> RenameAsync(long id, HttpContext context, CancellationToken cancel)
    {
        var (sent, unread) = await ApiBody.ObjectAsync(context);
        if (sent is null)
        {
            return unread!;
        }

        var (name, fault) = DigestNameBody.Read(sent);
        sent.End();
        if ((sent.Fault ?? fault) is { } wrong)
        {
            return Invalid(wrong);
        }

        return await subscribers.FindAsync(id, cancel) is null ? Unknown
            : await digests.RenameAsync(id, name!, cancel) && await subscribers.FindAsync(id, cancel) is { } renamed
                ? ApiAnswer.Of(Show(renamed)) : Taken;
    }

    private async Task<IResult> RemoveAsync(long id, long digest, CancellationToken cancel)
    {
        if (await subscribers.FindAsync(digest, cancel) is not { FurtherOf: { } reader } further || reader != id)
        {
            return Unknown;
        }

        await digests.RemoveAsync(further, new Consent("api"), cancel);
        return ApiAnswer.None;
    }

    private SubscriberAnswer Show(Subscriber digest) => SubscriberAnswer.Of(digest, clock.GetUtcNow());

    private static ApiAnswer Unknown => ApiAnswer.OfStatus(StatusCodes.Status404NotFound);

    private static ApiAnswer Taken => Conflict("taken", "Another digest of the subscriber has this name.");

    private static ApiAnswer Conflict(string code, string why) =>
        ApiAnswer.Fault(StatusCodes.Status409Conflict, code, why);

    private static ApiAnswer Invalid(string why) =>
        ApiAnswer.Fault(StatusCodes.Status422UnprocessableEntity, "invalid", why);
}

/// <summary>A name that a digest gets.</summary>
/// <param name="Name">One line of at most 40 characters.</param>
internal sealed record DigestNameBody(string Name)
{
    public static (string? Name, string? Fault) Read(ApiInput sent) =>
        DigestName.Read(sent.Line("name", 400)) is var (name, wrong) && name is null
            ? (null, $"name: {wrong ?? "give the digest one"}.") : (name, null);
}

/// <summary>A further digest that a caller adds; the members of its JSON, and what they were read into.</summary>
internal sealed record NewDigestBody
{
    private const int MostProof = 2000;

    /// <summary>What the digest is called: one line of at most 40 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Where they asked for it; kept with their consent.</summary>
    public string? Proof { get; init; }

    [JsonPropertyName("wishes")]
    public WishesBody? Shown { get; init; }

    [JsonIgnore]
    public Wishes Wishes { get; private init; } = null!;

    /// <summary>The digest, or the first fault in one line.</summary>
    public static (NewDigestBody? Body, string? Fault) Read(ApiInput sent, TopicCatalogue catalogue)
    {
        var (name, unnamed) = DigestNameBody.Read(sent);
        var (proof, wishes) = (sent.Text("proof", MostProof), sent.Object("wishes"));
        sent.End();
        var input = wishes is null ? new([], []) : WishesBody.Read(wishes, new([], []));
        return (sent.Fault ?? wishes?.Fault ?? unnamed) is { } fault ? (null, fault)
            : input.Check(catalogue) is var (chosen, why) && chosen is null ? (null, $"wishes: {why}.")
            : (new NewDigestBody { Name = name!, Proof = proof, Wishes = chosen! }, null);
    }
}
