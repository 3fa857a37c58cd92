using DigestMailer.Delivery.Relays;
using DigestMailer.Outbox;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>Which way to log in is taken of those that a relay offers.</summary>
internal sealed class RelayLoginTests
{
    private static readonly RelayOptions Relay = new() { Host = "relay.example.org", UserName = "me", Password = "x" };

    [TestCase("SCRAM-SHA-256", "PLAIN", "SCRAM-SHA-256")]
    [TestCase("CRAM-MD5", "SCRAM-SHA-256", "SCRAM-SHA-256")]
    [TestCase("SCRAM-SHA-1", "SCRAM-SHA-512", "SCRAM-SHA-512")]
    [TestCase("LOGIN", "PLAIN", "PLAIN")]
    [TestCase("LOGIN", "CRAM-MD5", "LOGIN")]
    [TestCase("CRAM-MD5", "GSSAPI", "CRAM-MD5")]
    public void The_best_offer_is_taken(string one, string other, string taken) =>
        Assert.That(RelayLogin.Mechanism(Relay, new HashSet<string> { one, other })!.MechanismName,
            Is.EqualTo(taken));

    [TestCase("GSSAPI")]
    [TestCase("NTLM")]
    [TestCase]
    public void A_password_is_never_sent_by_a_way_that_was_not_offered(params string[] offered) =>
        Assert.That(() => RelayLogin.Mechanism(Relay, offered.ToHashSet()), Throws.TypeOf<NotSupportedException>());
}
