using DigestMailer.Service;

namespace DigestMailer.Tests.Service;

/// <summary>What the host would misread or fail on is rejected before it starts.</summary>
internal sealed class ListenAddressesTests
{
    [TestCase("http://127.0.0.1:5000", true)]
    [TestCase("http://127.0.0.1:5000/", true)]
    [TestCase("http://[::1]:5000", true)]
    [TestCase("http://*:80", true)]
    [TestCase("https://+:443", true)]
    [TestCase("http://localhost", true)]
    [TestCase("http://unix:/run/digest.sock", true)]
    [TestCase("http://127.0.0.1:abc", false)]
    [TestCase("http://127.0.0.1:99999", false)]
    [TestCase("http://127.0.0.1:5000/papers", false)]
    [TestCase("http://:5000", false)]
    [TestCase("ftp://127.0.0.1:21", false)]
    [TestCase("localhost:5000", false)]
    public void An_address_to_listen_on_has_a_scheme_a_host_and_a_port(string address, bool isGood) =>
        Assert.That(ListenAddresses.IsAddress(address), Is.EqualTo(isGood));
}
