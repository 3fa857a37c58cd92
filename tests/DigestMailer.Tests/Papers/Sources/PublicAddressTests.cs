using System.Net;
using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Tests.Papers.Sources;

/// <summary>Which addresses are of the public internet.</summary>
internal sealed class PublicAddressTests
{
    [TestCase("127.0.0.1")]
    [TestCase("10.1.2.3")]
    [TestCase("172.31.255.255")]
    [TestCase("192.168.0.1")]
    [TestCase("169.254.169.254")]
    [TestCase("100.64.0.1")]
    [TestCase("0.0.0.0")]
    [TestCase("224.0.0.1")]
    [TestCase("255.255.255.255")]
    [TestCase("::1")]
    [TestCase("::")]
    [TestCase("::ffff:127.0.0.1")]
    [TestCase("::ffff:169.254.169.254")]
    [TestCase("64:ff9b::7f00:1")]
    [TestCase("2002:7f00:1::")]
    [TestCase("2001:0:7f00:1::")]
    [TestCase("192.88.99.1")]
    [TestCase("fe80::1")]
    [TestCase("fd00::1")]
    [TestCase("ff02::1")]
    public void A_private_address_is_not_public(string address) =>
        Assert.That(PublicAddress.Is(IPAddress.Parse(address)), Is.False);

    [TestCase("93.184.216.34")]
    [TestCase("172.32.0.1")]
    [TestCase("192.167.255.255")]
    [TestCase("2606:2800:220:1:248:1893:25c8:1946")]
    [TestCase("::ffff:93.184.216.34")]
    public void A_public_address_is_public(string address) =>
        Assert.That(PublicAddress.Is(IPAddress.Parse(address)), Is.True);
}
