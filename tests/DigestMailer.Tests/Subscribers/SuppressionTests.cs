using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using Microsoft.Extensions.Time.Testing;

namespace DigestMailer.Tests.Subscribers;

/// <summary>Addresses that must not be mailed.</summary>
internal sealed class SuppressionTests : IDisposable
{
    private readonly TestDatabase storage = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero));
    private readonly SuppressionStore store;

    public SuppressionTests() =>
        store = new SuppressionStore(storage.Database, new AddressHash(new KeyRing(storage.Database, clock)), clock);

    [Test]
    public async Task An_address_is_suppressed_until_it_is_lifted_whatever_its_case()
    {
        Assert.That(await store.AddAsync("Reader@example.org", SuppressionReason.Operator, "by letter"), Is.True);
        Assert.That(await store.IsSuppressedAsync("reader@example.org"), Is.True);
        Assert.That(await store.LiftAsync("READER@example.org"), Is.True);
        Assert.That(await store.IsSuppressedAsync("reader@example.org"), Is.False);
        Assert.That(await store.LiftAsync("reader@example.org"), Is.False);
    }

    [Test]
    public async Task A_weaker_reason_never_takes_the_place_of_a_stronger_one()
    {
        await store.AddAsync("a@example.org", SuppressionReason.Bounce, "550 5.1.1");
        clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await store.AddAsync("a@example.org", SuppressionReason.Complaint, null), Is.True);
        Assert.That(await store.AddAsync("a@example.org", SuppressionReason.Bounce, "again"), Is.False);
        var all = new List<Suppression>();
        await foreach (var one in store.ListAsync())
        {
            all.Add(one);
        }

        var only = all.Single();
        Assert.That((only.Reason, only.Detail, only.Email, only.At),
            Is.EqualTo((SuppressionReason.Complaint, (string?)null, (string?)null, clock.GetUtcNow())));
    }

    public void Dispose() => storage.Dispose();
}
