using System.Net;
using DigestMailer.Delivery;
using DigestMailer.Delivery.Signing;
using DigestMailer.Outbox;
using DnsClient;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Delivery;

internal sealed class DnsCheckTests
{
    private const string Spf = "v=spf1 mx -all";
    private const string Dmarc = "v=DMARC1; p=none";

    [Test]
    public async Task A_domain_in_order_has_nothing_to_fix()
    {
        var lines = await CheckAsync(new() { ["digests.net"] = [Spf], ["_dmarc.digests.net"] = [Dmarc] });
        Assert.That(lines.Where(line => !line.Good), Is.Empty);
        Assert.That(lines.Select(line => line.Line),
            Has.Some.StartsWith("SPF of digests.net").And.Some.StartsWith("DMARC of digests.net").And.Some
                .StartsWith("PTR: every address"));
    }

    [TestCase("digests.net", "", "SPF: digests.net has no record")]
    [TestCase("digests.net", "v=spf1 +all", "lets anyone send")]
    [TestCase("digests.net", "v=spf1 mx -all|v=spf1 a -all", "has 2 records")]
    [TestCase("_dmarc.digests.net", "", "_dmarc.digests.net does not exist")]
    public async Task A_missing_record_is_named(string name, string texts, string said)
    {
        var zone = new Dictionary<string, string[]> { ["digests.net"] = [Spf], ["_dmarc.digests.net"] = [Dmarc] };
        zone[name] = texts.Split('|', StringSplitOptions.RemoveEmptyEntries);
        Assert.That((await CheckAsync(zone)).Where(line => !line.Good).Select(line => line.Line),
            Has.Exactly(1).Contains(said));
    }

    [Test]
    public async Task A_policy_of_a_parent_domain_counts() =>
        Assert.That(
            (await CheckAsync(new() { ["mail.digests.net"] = [Spf], ["_dmarc.digests.net"] = [Dmarc] },
                from: "a@mail.digests.net")).Where(line => !line.Good), Is.Empty);

    [Test]
    public async Task A_return_path_of_another_domain_is_not_aligned() =>
        Assert.That(
            (await CheckAsync(new() { ["other.net"] = [Spf], ["_dmarc.digests.net"] = [Dmarc] },
                options => options.ReturnPath = "b@other.net")).Where(line => !line.Good).Select(line => line.Line),
            Has.Exactly(1).StartsWith("DMARC: neither"));

    [Test]
    public async Task A_published_key_is_compared_with_the_one_that_signs()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        var file = Path.Combine(folder, "key.pem");
        File.WriteAllText(file, DkimKey.MakeRsa());
        using var key = DkimKey.Read(file);
        void Sign(DeliveryOptions options) => options.Dkim = new DkimOptions { Mode = DkimMode.Rsa, KeyFile = file };
        Dictionary<string, string[]> zone = new() { ["digests.net"] = [Spf], ["_dmarc.digests.net"] = [Dmarc] };
        Assert.That((await CheckAsync(zone, Sign)).Select(line => line.Line),
            Has.Exactly(1).StartsWith("DKIM: digest._domainkey.digests.net does not exist"));
        zone["digest._domainkey.digests.net"] = ["v=DKIM1; k=rsa; p=AAAA"];
        Assert.That((await CheckAsync(zone, Sign)).Select(line => line.Line),
            Has.Exactly(1).Contains("holds another key"));
        zone["digest._domainkey.digests.net"] = [key.Record];
        Assert.That((await CheckAsync(zone, Sign)).Where(line => !line.Good), Is.Empty);
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Without_an_answer_there_is_no_verdict() =>
        Assert.That(await CheckAsync(null),
            Has.All.Matches<(string Line, bool Good)>(
                line => line.Good && line.Line.Contains("no resolver answered", StringComparison.Ordinal)));

    [TestCase("digest@localhost.localdomain")]
    [TestCase("digest@papers.example.org")]
    public async Task A_domain_that_is_not_public_is_not_asked_for(string from) =>
        Assert.That(await CheckAsync(null, from: from), Is.Empty);

    private static Task<IReadOnlyList<(string Line, bool Good)>> CheckAsync(Dictionary<string, string[]>? zone,
        Action<DeliveryOptions>? set = null, string from = "Digests <digest@digests.net>")
    {
        var options = new DeliveryOptions { From = from, Relays = [new RelayOptions { Host = "relay.digests.net" }] };
        set?.Invoke(options);
        return new DnsCheck(new Zone(zone), Options.Create(options)).CheckAsync(CancellationToken.None);
    }

    /// <summary>A resolver that knows these texts; null means that it never answers.</summary>
    private sealed class Zone(Dictionary<string, string[]>? texts) : DnsRecords
    {
        public override Task<IReadOnlyList<string>> TextsAsync(string name, CancellationToken cancel) =>
            Answer<string>(() => texts!.GetValueOrDefault(name, []));

        public override Task<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancel) =>
            Answer<IPAddress>(() => [IPAddress.Parse("192.0.2.1")]);

        public override Task<IReadOnlyList<string>> NamesAsync(IPAddress address, CancellationToken cancel) =>
            Answer<string>(() => ["relay.digests.net"]);

        private Task<IReadOnlyList<T>> Answer<T>(Func<IReadOnlyList<T>> known) =>
            texts is null ? Task.FromException<IReadOnlyList<T>>(new DnsResponseException("timed out"))
                : Task.FromResult(known());
    }
}
