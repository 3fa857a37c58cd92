using DigestMailer.Subscribers.Addresses;

namespace DigestMailer.Tests.Subscribers.Addresses;

/// <summary>Which domains mail can go to, and what is said of the others.</summary>
internal sealed class HostNameTests
{
    private const string NoName = "its domain is not a host name";
    private const string NoDot = "its domain needs a dot between two names, as in example.org";
    private const string NoNumber = "its domain ends in a number, as an IP address does";
    private const string TooLong = "its domain is longer than DNS allows";

    [TestCase("example.cafe", null)]
    [TestCase("example.0xfz", null)]
    [TestCase("example.x", null)]
    [TestCase("example.0x7f", NoNumber)]
    [TestCase("example.12", NoNumber)]
    [TestCase("example", NoDot)]
    [TestCase("example.", NoDot)]
    [TestCase("exa_mple.org", NoName)]
    [TestCase("bü_cher.example", NoName)]
    [TestCase("xn--a.example", NoName)]
    [TestCase("-a.example", NoName)]
    public void A_domain_is_taken_or_its_fault_is_said(string text, string? said)
    {
        Assert.That(HostName.TryRead(text, out var name, out var fault), Is.EqualTo(said is null));
        Assert.That((name, fault), Is.EqualTo((said is null ? text : null, said)));
    }

    [TestCase(61, null)]
    [TestCase(62, TooLong)]
    public void A_domain_has_at_most_253_octets(int last, string? said)
    {
        var label = new string('b', 63) + ".";
        Assert.That(HostName.TryRead($"{label}{label}{label}{new string('b', last)}", out _, out var fault),
            Is.EqualTo(said is null));
        Assert.That(fault, Is.EqualTo(said));
    }
}
