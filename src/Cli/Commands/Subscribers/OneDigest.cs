using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary>The digest that a command is about: the one it names, or the first one of its reader.</summary>
internal static class OneDigest
{
    /// <param name="name">As it was written; null for the first one.</param>
    public static async Task<Subscriber> FindAsync(Session session, string email, string? name,
        CancellationToken cancel)
    {
        var reader = await session.Get<SubscriberStore>().FindAsync(email, cancel)
            ?? throw new RefusedException($"There is no subscriber {email}.");
        return name is null ? reader
            : ReaderDigests.Named(await session.Get<ReaderDigests>().ListAsync(reader.Id, cancel), name)
                ?? throw new RefusedException($"{email} has no digest {name}.");
    }
}
