using System.Net;
using System.Text;
using CsCheck;
using DigestMailer.Subscribers;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Web.Forms;

/// <summary>RFC 8058: a valid address ends a subscription, whatever comes with it.</summary>
internal sealed class OneClickTests
{
    private static readonly string[] Types =
        ["application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=klingon",
        "application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data", "multipart/form-data; boundary=XX",
        "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=" + "b0123456789b0123456789b0123456789b012"
            + "3456789b0123456789b0123456789b0123456789",
        "multipart/mixed; boundary=XX", "application/json", "text/plain", "text/plain; charset=\"", "x", ""];

    private static readonly string[] Pieces =
        ["List-Unsubscribe=One-Click", "--XX\r\n", "--XX--",
        "--XX\n", "\r\n\r\n", "\n\n", "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\n",
        "Content-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n", "One-Click", "&a=%00", "%", "%zz", "%ff%fe",
        "\0",
        "&", "=", "{}", "[", "{\"a\":\"\\ud800\"}", "\u00fc", "+", ";", "a=b&a=b", new string('a', 3000),
        string.Concat(Enumerable.Repeat("&a=b", 3000)), new string('x', 300_000)];

    private static readonly Gen<(string Type, string Body)> Requests =
        Gen.Select(Gen.Int[0, Types.Length - 1], Gen.Int[0, Pieces.Length - 1].Array[0, 8],
            (type, pieces) => (Types[type], string.Concat(pieces.Select(piece => Pieces[piece]))));

    [Test]
    public async Task Every_body_unsubscribes_and_is_recorded_once()
    {
        await using var site = await SiteFixture.StartAsync();
        var ids = await AddAsync(site, 200);
        using var client = new HttpClient();
        var next = -1;
        await Requests.SampleAsync(async request =>
        {
            var id = ids[Interlocked.Increment(ref next) % ids.Count];
            var address =
                $"{site.Address}/unsubscribe/{site.Get<SignedLinks>().Sign(LinkPurpose.Unsubscribe, id)}";
            for (var i = 0; i < 2; i++)
            {
                using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body));
                content.Headers.TryAddWithoutValidation("Content-Type", request.Type);
                using var answer = await client.PostAsync(address, content);
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{request.Type}: {request.Body}");
            }

            var state = await site.OneAsync<string>("SELECT state FROM subscriptions WHERE subscriber_id = @id",
                new { id });
            var records = await site.OneAsync<int>(
                "SELECT count(*) FROM consents WHERE subscriber_id = @id AND state = 'Unsubscribed'", new { id });
            Assert.That((state, records), Is.EqualTo(("Unsubscribed", 1)), $"{request.Type}: {request.Body}");
        }, iter: 200, threads: 1);
    }

    [Test]
    public async Task A_caller_who_hangs_up_is_unsubscribed()
    {
        await using var site = await SiteFixture.StartAsync();
        var id = (await AddAsync(site, 1)).Single();
        var uri = new Uri(site.Address);
        using (var client = new System.Net.Sockets.TcpClient(uri.Host, uri.Port))
        {
            var token = site.Get<SignedLinks>().Sign(LinkPurpose.Unsubscribe, id);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /unsubscribe/{token} HTTP/1.1\r\nHost: x\r\nContent-Type: "
                    + $"application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nList-Unsub"));
            await client.GetStream().FlushAsync();
        }

        Assert.That(async () => await site.OneAsync<string>("SELECT state FROM subscriptions"),
            Is.EqualTo("Unsubscribed").After(20_000, 50));
    }

    private static async Task<IReadOnlyList<long>> AddAsync(SiteFixture site, int count)
    {
        var wishes = new Wishes
        {
            Topics = TopicSet.Create([], []),
            Rhythm = new Rhythm(Every.Day, DayOfWeek.Monday, new TimeOnly(7, 0), TimeZoneInfo.Utc)
        };
        await site.Get<SubscriberStore>().EnrolAsync([.. Enumerable.Range(0, count).Select(i =>
            new Enrolment($"r{i}@readers.example", null, wishes, Confirmed: true, "test", null))]);
        return await site.ReadAsync<long>("SELECT id FROM subscribers ORDER BY id");
    }
}
