using DigestMailer.Digests.Choosing;
using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Api;

/// <summary>What subscribers were sent: their mail, its attempts, and the digests in it.</summary>
internal sealed class DeliveriesApi(ReaderMail mail, OutboxDesk outbox, DigestStore digests,
    SubscriberStore subscribers, IOptions<SiteOptions> site)
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/subscribers/{id:long}/deliveries", ListAsync)
            .Describe("listDeliveries", "List the mail of a subscriber, the latest first.")
            .Needs(ApiScope.ReadDeliveries).Gives<PageOf<DeliveryAnswer>>().Faults(400, 404);
        api.MapGet("/deliveries/{id:long}", OneAsync).Describe("getDelivery", "Read one mail with its attempts.")
            .Needs(ApiScope.ReadDeliveries).Gives<DeliveryHistoryAnswer>().Faults(404);
        api.MapGet("/digests/{id:long}", DigestAsync)
            .Describe("getDigest", "Read the papers of a digest, each with the reason why it is there.")
            .Needs(ApiScope.ReadDeliveries).Gives<DigestAnswer>().Faults(404);
    }

    private async Task<IResult> ListAsync(long id, string? limit, string? cursor, CancellationToken cancel)
    {
        var (asked, fault) = PageAsked.Read(limit, cursor);
        if (asked is null)
        {
            return fault!;
        }

        if (await subscribers.FindAsync(id, cancel) is null)
        {
            return ApiAnswer.OfStatus(StatusCodes.Status404NotFound);
        }

        var rows = await mail.ReadAsync(id, asked.After, asked.Limit + 1, cancel);
        return ApiAnswer.Of(PageOf<DeliveryAnswer>.Of(asked, rows, DeliveryAnswer.Of, row => row.Id));
    }

    private async Task<IResult> OneAsync(long id, CancellationToken cancel) =>
        await mail.FindAsync(id, cancel) is { } row && await outbox.FindAsync(id, cancel) is var (_, attempts)
            ? ApiAnswer.Of(new DeliveryHistoryAnswer(DeliveryAnswer.Of(row), attempts))
            : ApiAnswer.OfStatus(StatusCodes.Status404NotFound);

    private async Task<IResult> DigestAsync(long id, CancellationToken cancel) =>
        (await digests.ContentsAsync([id], cancel)).GetValueOrDefault(id) is { } digest
            ? ApiAnswer.Of(DigestAnswer.Of(id, digest, chosen => PaperAnswer.Of(chosen.Paper, site.Value, [])))
            : ApiAnswer.OfStatus(StatusCodes.Status404NotFound);
}
