using System.Net;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Subscribers;

/// <summary>Where people came from is kept as a network that names nobody.</summary>
internal sealed class NetworkTests
{
    [TestCase("192.0.2.77", "192.0.2.0/24")]
    [TestCase("::ffff:192.0.2.77", "192.0.2.0/24")]
    [TestCase("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48")]
    [TestCase(null, null)]
    public void An_address_is_cut_to_its_network(string? address, string? network) =>
        Assert.That(Network.Of(address is null ? null : IPAddress.Parse(address)), Is.EqualTo(network));
}
