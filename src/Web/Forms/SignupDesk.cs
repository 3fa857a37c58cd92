using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using Dapper;
using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Takes requests to subscribe and answers them behind the page: to take one is the same work for every address, so the
/// page's answer and its timing say nothing about who is known. A request is on disk before the page answers, and
/// answered a second or two later: what is done for a new address alone would slow down its own page and the next.
/// </summary>
internal sealed class SignupDesk(Database database, SubscriptionLife life, Letters letters, MailboxLimit limit,
    LinkDesk links, AddressDesk addresses, TopicCatalogue catalogue, TimeProvider clock, ILogger<SignupDesk> log)
    : BackgroundService
{
    private readonly Channel<bool> bell =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public async Task TakeAsync(string email, WishesInput wishes, Consent consent, CancellationToken cancel)
    {
        await database.WriteAsync(transaction => transaction.ExecuteAsync(
            "INSERT INTO signups(at, email, wishes, wording, network) VALUES (@now, @email, @wishes, @Wording, "
                + "@Network)",
            new
            {
                now = clock.GetUtcNow(),
                email,
                wishes = JsonSerializer.Serialize(wishes),
                consent.Wording,
                consent.Network
            }), cancel);
        bell.Writer.TryWrite(true);
    }

    /// <summary>Takes a request for fresh links in the same way.</summary>
    public async Task TakeLinksAsync(string email, CancellationToken cancel)
    {
        await links.TakeAsync(email, cancel);
        bell.Writer.TryWrite(true);
    }

    /// <summary>Takes a request for another address in the same way.</summary>
    /// <returns>False where its reader asked too often.</returns>
    public async Task<bool> TakeAddressAsync(Subscriber subscriber, string email, string? network,
        CancellationToken cancel)
    {
        var taken = await addresses.TakeAsync(subscriber, email, network, cancel);
        bell.Writer.TryWrite(true);
        return taken;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bell.Writer.TryWrite(true);
        await foreach (var _ in bell.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1000, 3000)), clock,
                    stoppingToken);
                await AnswerAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogError(fault,
                    "Could not answer a request to subscribe; it is kept and retried with the next one");
            }
        }
    }

    /// <summary>Answers all that wait, in order. Nothing stays of an address that was erased before.</summary>
    public async Task AnswerAsync(CancellationToken cancel = default)
    {
        await links.AnswerAsync(cancel);
        await addresses.AnswerAsync(cancel);
        var refused = false;
        while (await NextAsync(cancel) is { } signup)
        {
            var (addressHash, mailbox) = (life.HashOf(signup.Email), limit.KeyOf(signup.Email));
            var wishes = JsonSerializer.Deserialize<WishesInput>(signup.Wishes)!.Check(catalogue).Wishes;
            refused |= await database.WriteAsync(async transaction =>
            {
                // First, so that of two processes that saw it one answers.
                var ours =
                    await transaction.ExecuteAsync("DELETE FROM signups WHERE id = @Id", new { signup.Id }) > 0;
                if (ours && wishes is not null
                    && await life.RequestAsync(transaction, signup.Email, addressHash, wishes,
                        new Consent("form", signup.Wording, signup.Network)) is { } subscriber
                    && await limit.LetsInAsync(transaction, mailbox))
                {
                    await letters.AddAsync(transaction, subscriber, LetterKind.Confirm);
                    return false;
                }

                return true;
            }, cancel);
        }

        if (refused)
        {
            // An erased address that asks again is stored nowhere, so not in the log of the database either.
            await database.ForgetAsync(cancel);
        }
    }

    private async Task<Signup?> NextAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<Signup>(
            "SELECT id, email, wishes, wording, network FROM signups ORDER BY id LIMIT 1");
    }

    private sealed record Signup
    {
        public long Id { get; init; }

        public string Email { get; init; } = "";

        public string Wishes { get; init; } = "";

        public string Wording { get; init; } = "";

        public string? Network { get; init; }
    }
}
