using DigestMailer.Delivery.Signing;
using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Delivery.Signing;

/// <summary>Return paths that name a reader and cannot be forged.</summary>
internal sealed class ReturnPathTests
{
    [TestCase(1)]
    [TestCase(4_000_000)]
    [TestCase(long.MaxValue)]
    public void A_return_path_names_its_subscriber(long id) => With(paths =>
    {
        var address = paths.Of(id).Address;
        Assert.That(address, Does.Match(@"^b\+[0-9]+\.[a-z2-7]{16}@bounce\.example$"));
        Assert.That(address.Split('@')[0], Has.Length.LessThanOrEqualTo(64));
        Assert.That(paths.TryRead(address, out var read) ? read : 0, Is.EqualTo(id));
    });

    [Test]
    public void A_relay_may_change_its_case() => With(paths =>
        Assert.That(paths.TryRead($"<{paths.Of(7).Address.ToUpperInvariant()}>", out var read) ? read : 0,
            Is.EqualTo(7)));

    [TestCase("b@bounce.example")]
    [TestCase("b+7@bounce.example")]
    [TestCase("b+7.aaaaaaaaaaaaaaaa@bounce.example")]
    [TestCase("b+99999999999999999999.aaaaaaaaaaaaaaaa@bounce.example")]
    [TestCase("")]
    [TestCase(null)]
    public void What_we_did_not_write_is_not_read(string? address) =>
        With(paths => Assert.That(paths.TryRead(address, out _), Is.False));

    [Test]
    public void The_mark_of_one_reader_does_not_fit_another() => With(paths =>
    {
        Assert.That(paths.TryRead(paths.Of(7).Address.Replace("+7.", "+8.", StringComparison.Ordinal), out _),
            Is.False);
        Assert.That(Enumerable.Range(1, 1000).Select(id => paths.Of(id).Address.Split('.')[1]).Distinct().Count(),
            Is.EqualTo(1000));
    });

    [Test]
    public void Without_a_return_path_reports_go_to_the_sender() =>
        With(paths => Assert.That(paths.Of(7).Address, Is.EqualTo("digest@example.org")),
            new DeliveryOptions { From = "Digests <digest@example.org>" });

    private static void With(Action<ReturnPath> act, DeliveryOptions? options = null)
    {
        using var storage = new TestDatabase();
        act(new ReturnPath(new KeyRing(storage.Database, TimeProvider.System),
            Options.Create(options ?? new DeliveryOptions { ReturnPath = "b@bounce.example" })));
    }
}
