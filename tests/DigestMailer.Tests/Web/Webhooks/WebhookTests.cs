using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using DigestMailer.Bounces;
using DigestMailer.Delivery.Signing;
using DigestMailer.Tests.Bounces;
using DigestMailer.Web.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Web.Webhooks;

/// <summary>Events that providers send by themselves, and those who only pretend to be providers.</summary>
internal sealed class WebhookTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:bounces";
    private const string Secret = "0123456789abcdef0123";

    [TestCase("1")]
    [TestCase("2")]
    public async Task A_bounce_signed_by_sns_suppresses_its_reader(string version)
    {
        await using var room = Room();
        await room.ReadersAsync(2);
        using var amazon = new Amazon();
        Assert.That(
            await Door(room, amazon)
                .TakeAsync(amazon.Sign(Bounce(BouncesFixture.Email(1)), version), CancellationToken.None),
                Is.EqualTo(WebhookEnd.Taken));
        Assert.That(await room.SuppressedAsync(), Is.EqualTo(new[] { BouncesFixture.Email(1) }));
    }

    [Test]
    public async Task The_return_path_in_an_event_counts_more_than_the_address_in_it()
    {
        await using var room = Room();
        await room.ReadersAsync(2);
        using var amazon = new Amazon();
        await Door(room, amazon)
            .TakeAsync(amazon.Sign(Bounce("alias@elsewhere.example", room.ReturnPathOf(2)), "2"),
                CancellationToken.None);
        Assert.That(await room.SuppressedAsync(), Is.EqualTo(new[] { BouncesFixture.Email(2) }));
    }

    [Test]
    public async Task A_complaint_through_sns_unsubscribes()
    {
        await using var room = Room();
        await room.ReadersAsync(1);
        using var amazon = new Amazon();
        var complaint =
            JsonSerializer.Serialize(
                new
                {
                    notificationType = "Complaint",
                    complaint = new
                    {
                        complainedRecipients = new[] { new { emailAddress = BouncesFixture.Email(1) } },
                        complaintFeedbackType = "abuse"
                    }
                });
        await Door(room, amazon).TakeAsync(amazon.Sign(complaint, "2"), CancellationToken.None);
        Assert.That(await room.ListAsync<string>("SELECT state FROM subscriptions"),
            Is.EqualTo(new[] { "Unsubscribed" }));
    }

    [Test]
    public async Task An_event_that_comes_twice_counts_once()
    {
        await using var room = Room();
        await room.ReadersAsync(1);
        using var amazon = new Amazon();
        var body = amazon.Sign(Bounce(BouncesFixture.Email(1)), "2");
        var door = Door(room, amazon);
        await door.TakeAsync(body, CancellationToken.None);
        await door.TakeAsync(body, CancellationToken.None);
        Assert.That(await room.ListAsync<long>("SELECT count(*) FROM bounces"), Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task A_message_that_was_changed_after_signing_is_refused()
    {
        await using var room = Room();
        await room.ReadersAsync(2);
        using var amazon = new Amazon();
        var body =
            Encoding.UTF8.GetString(amazon.Sign(Bounce(BouncesFixture.Email(1)), "2"))
                .Replace("reader1@", "reader2@", StringComparison.Ordinal);
        Assert.That(await Door(room, amazon).TakeAsync(Encoding.UTF8.GetBytes(body), CancellationToken.None),
            Is.EqualTo(WebhookEnd.Refused));
        Assert.That(await room.SuppressedAsync(), Is.Empty);
    }

    [TestCase("https://sns.eu-west-1.amazonaws.com.evil.example/a.pem")]
    [TestCase("https://evil.example/sns.eu-west-1.amazonaws.com/a.pem")]
    [TestCase("http://sns.eu-west-1.amazonaws.com/a.pem")]
    [TestCase("https://sns.eu-west-1.amazonaws.com:444/a.pem")]
    [TestCase("https://user@sns.eu-west-1.amazonaws.com/a.pem")]
    [TestCase("https://s3.amazonaws.com/sns.eu-west-1.amazonaws.com/a.pem")]
    [TestCase("https://127.0.0.1/a.pem")]
    public async Task A_certificate_is_fetched_from_amazon_only(string address)
    {
        await using var room = Room();
        using var amazon = new Amazon();
        Assert.That(
            await Door(room, amazon)
                .TakeAsync(amazon.Sign(Bounce("a@example.com"), "2", certificate: address), CancellationToken.None),
                Is.EqualTo(WebhookEnd.Refused));
        Assert.That(amazon.Fetched, Is.Empty);
    }

    [Test]
    public async Task A_topic_that_is_not_ours_is_refused_though_amazon_signed_it()
    {
        await using var room = Room();
        using var amazon = new Amazon();
        Assert.That(
            await Door(room, amazon)
                .TakeAsync(amazon.Sign(Bounce("a@example.com"), "2", topic: Topic + "-of-somebody-else"),
                    CancellationToken.None), Is.EqualTo(WebhookEnd.Refused));
        Assert.That(amazon.Fetched, Is.Empty);
    }

    [TestCase("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t", WebhookEnd.Taken)]
    [TestCase("https://inside.example/?Action=ConfirmSubscription", WebhookEnd.Refused)]
    public async Task A_subscription_is_confirmed_at_amazon_only(string address, WebhookEnd end)
    {
        await using var room = Room();
        using var amazon = new Amazon();
        Assert.That(
            await Door(room, amazon)
                .TakeAsync(amazon.Sign("Confirm", "2", type: "SubscriptionConfirmation", subscribe: address),
                    CancellationToken.None), Is.EqualTo(end));
        Assert.That(amazon.Fetched.Contains(address), Is.EqualTo(end == WebhookEnd.Taken));
    }

    [Test]
    public async Task A_plain_event_needs_the_secret_or_a_signature_by_it()
    {
        await using var room = Room();
        await room.ReadersAsync(3);
        var door = new PlainWebhook(room.Get<BounceLedger>(), room.Get<IOptions<BounceOptions>>(), room.Clock);
        byte[] Event(int reader) =>
            Encoding.UTF8
                .GetBytes(
                    $$"""[{"type":"bounce","email":"{{BouncesFixture.Email(reader)}}","status":"5.1.1","diagnosti"""
                        + $$"""c":"550 5.1.1 gone","id":"{{reader}}"}]""");
        Task<WebhookEnd> Post(int reader, string header, string value) =>
            door.TakeAsync(new HeaderDictionary { [header] = value }, Event(reader), CancellationToken.None);
        Assert.That(await Post(1, "Authorization", "Bearer " + Secret), Is.EqualTo(WebhookEnd.Taken));
        Assert.That(
            await Post(2, "X-Signature",
                "sha256=" + Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Event(2)))),
                Is.EqualTo(WebhookEnd.Taken));
        foreach (var (header, value) in new[] { ("Authorization", "Bearer wrong"), ("Authorization", ""),
            ("X-Signature", "sha256=" + new string('0', 64)),
            ("X-Signature",
                "sha256=" + Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Event(2)))) })
        {
            Assert.That(await Post(3, header, value), Is.EqualTo(WebhookEnd.Refused), value);
        }

        Assert.That(await room.SuppressedAsync(),
            Is.EqualTo(new[] { BouncesFixture.Email(1), BouncesFixture.Email(2) }));
    }

    [TestCase("")]
    [TestCase("[]x")]
    [TestCase("{\"type\":\"party\",\"email\":\"a@example.com\"}")]
    [TestCase("[1]")]
    [TestCase("{\"type\":\"bounce\"}")]
    public async Task A_malformed_event_is_refused_whole(string body)
    {
        await using var room = Room();
        var door = new PlainWebhook(room.Get<BounceLedger>(), room.Get<IOptions<BounceOptions>>(), room.Clock);
        Assert.That(
            await door.TakeAsync(new HeaderDictionary { ["Authorization"] = "Bearer " + Secret },
                Encoding.UTF8.GetBytes(body), CancellationToken.None), Is.EqualTo(WebhookEnd.Malformed));
    }

    private static BouncesFixture Room() =>
        new(("Bounces:Webhooks:SnsTopics:0", Topic), ("Bounces:Webhooks:Secret", Secret));

    private static SnsDoor Door(BouncesFixture room, Amazon amazon) => new(
        new SnsSignature(amazon, room.Clock), amazon, room.Get<BounceLedger>(), room.Get<ReturnPath>(),
        room.Get<IOptions<BounceOptions>>(), room.Clock, NullLogger<SnsDoor>.Instance);

    private static string Bounce(string email, string sender = "digest@example.org") => JsonSerializer.Serialize(new
    {
        notificationType = "Bounce",
        bounce = new
        {
            bounceType = "Permanent",
            bounceSubType = "General",
            bouncedRecipients = new[] { new { emailAddress = email, action = "failed", status = "5.1.1",
                diagnosticCode = "smtp; 550 5.1.1 user unknown" } }
        },
        mail = new { source = sender },
    });

    /// <summary>SNS with a certificate of our own making, answering where Amazon would.</summary>
    private sealed class Amazon : HttpMessageHandler, IHttpClientFactory
    {
        private readonly RSA key = RSA.Create(2048);

        public List<string> Fetched { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        public byte[] Sign(string message, string version, string topic = Topic, string type = "Notification",
            string? subscribe = null,
            string certificate = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem")
        {
            var sent =
                new SnsMessage(type, "id-1", topic, null, message, "2026-03-02T08:59:00.000Z",
                    subscribe is null ? null : "token", subscribe, version, null, certificate);
            var signature =
                key.SignData(Encoding.UTF8.GetBytes(sent.Signed()),
                    version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return JsonSerializer.SerializeToUtf8Bytes(sent with { Signature = Convert.ToBase64String(signature) });
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request,
            CancellationToken cancellationToken)
        {
            Fetched.Add(request.RequestUri!.OriginalString);
            var named =
                new CertificateRequest("CN=sns.amazonaws.com", key, HashAlgorithmName.SHA256,
                    RSASignaturePadding.Pkcs1);
            using var certificate =
                named.CreateSelfSigned(BouncesFixture.Now.AddDays(-1), BouncesFixture.Now.AddDays(30));
            return Task.FromResult(
                new HttpResponseMessage(
                    HttpStatusCode.OK)
                { Content = new StringContent(certificate.ExportCertificatePem()) });
        }

        protected override void Dispose(bool disposing)
        {
            key.Dispose();
            base.Dispose(disposing);
        }
    }
}
