using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DigestMailer.Storage;
using DigestMailer.Web.Api;

namespace DigestMailer.Tests.Web.Api;

/// <summary>Whatever a caller sends, it is a fault of theirs and never one of ours.</summary>
internal sealed class HostileCallerTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly (string Method, string Path)[] Takers =
        [("POST", "/subscribers"), ("PATCH", "/subscribers/1/wishes"), ("PUT", "/subscribers/1/pause")];

    private static readonly string[] Bodies =
    [
        "", "{", "null", "[]", "7", "\"text\"", "{}{}", "{\"email\":}", "{'email':'a@b.example'}", "\0",
        "{\"a\":\"\\u0000\"}",
        "{\"\\u0000\":1}", "{\"email\":\"\\ud800\"}", "{\"\\udfff\":1}",
        "{\"email\":\"a@b.example\",\"email\":\"c@d.example\"}",
        "{\"wishes\":{\"max\":1,\"max\":2}}", "{\"email\":{\"email\":{}}}", "{\"email\":1e999}",
        "{\"email\":\"" + "a" + "@b.example\",\"name\":\"" + "x" + "\",\"proof\":1}",
        "{\"until\":\"9999-12-31T23:59:59.9999999-14:00\"}", "{\"until\":-1}",
        "{\"until\":\"0001-01-01T00:00:00+14:00\"}",
        "{\"max\":-9223372036854775809}", "{\"queries\":[\"\\u202e\"]}", "{\"queries\":[null]}",
        "{\"topics\":[[]]}", "{\"zone\":\"../../etc/passwd\"}", "{\"at\":\"99:99\"}", "{\"language\":\"%s%n\"}",
        "{\"__proto__\":{}}", "{\"more\":[\"x\"]}", "{\"email\":\"a@b.example\",\"wishes\":{\"every\":null,\"at\":{}}}",
        "{\"wishes\":" + "{\"a\":" + "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]" + "}}",
        "\ufeff{}", "{\"email\":\"a@b.example\" /* comment */}", "{\"email\":\"a@b.example\",}",
    ];

    [Test]
    public async Task A_malformed_body_is_a_problem_of_its_caller()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        await caller.PostAsync("/subscribers", new { email = "one@readers.example", proof = "On paper" });
        foreach (var (method, path) in Takers)
        {
            foreach (var body in Bodies)
            {
                var reply = await caller.SendAsync(HttpMethod.Parse(method), path, body);
                Assert.That((int)reply.Status, Is.InRange(400, 499).Or.EqualTo(200).Or.EqualTo(202),
                    $"{method} {path} {body}: {reply.Text}");
                Assert.That(reply.MediaType, Is.EqualTo((int)reply.Status < 400 ? "application/json"
                    : "application/problem+json"), body);
            }
        }

        Assert.That(site.Log.Where(line => line.StartsWith("Error", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_body_that_is_too_large_or_of_another_type_is_rejected()
    {
        await using var site = await SiteFixture.StartAsync();
        var (_, key) = await site.Get<ApiKeyStore>().AddAsync("a test", ApiScope.All, null);
        using var http = new HttpClient { BaseAddress = new Uri(site.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        async Task<HttpStatusCode> SendAsync(HttpContent content)
        {
            using var answer = await http.PostAsync("/api/v1/subscribers", content);
            return answer.StatusCode;
        }

        var large = $$"""{"email":"a@b.example","proof":"{{new string('x', 70_000)}}"}""";
        Assert.That(await SendAsync(new StringContent(large, Encoding.UTF8, "application/json")),
            Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        var unsized = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(large)));
        unsized.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        http.DefaultRequestHeaders.TransferEncodingChunked = true;
        Assert.That(await SendAsync(unsized), Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        http.DefaultRequestHeaders.TransferEncodingChunked = false;
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/xml" })
        {
            Assert.That(await SendAsync(new StringContent("{}", Encoding.UTF8, type)),
                Is.EqualTo(HttpStatusCode.UnsupportedMediaType), type);
        }

        Assert.That(await SendAsync(new ByteArrayContent([0xff, 0xfe, 0xfd])),
            Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        var bytes = new ByteArrayContent([(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Assert.That(await SendAsync(bytes), Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task An_address_that_nobody_would_write_is_a_problem_of_its_caller()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        await site.PapersAsync();
        foreach (var path in new[]
        {
            "/subscribers/9223372036854775808", "/subscribers/-1", "/subscribers?email=%ff",
            "/subscribers?email=%ED%A0%80",
            "/subscribers?cursor=f_________8", "/subscribers/1/deliveries?cursor=AAAAAAAAAAA",
            "/papers?cursor=f_________8",
            "/papers?day=9999-12-31", "/papers/%ff", "/papers/..%2f..%2fetc", "/papers/", "/search?q=%ED%A0%80",
            "/search?q=" + new string('a', 3000), "/search?q=like:%ED%A0%80", "/digests/9223372036854775807",
            "/deliveries/9223372036854775807", "/papers/" + new string('x', 2000), "/topics?cursor=%20",
        })
        {
            var reply = await caller.GetAsync(path);
            Assert.That((int)reply.Status, Is.InRange(200, 499), $"{path}: {reply.Text}");
        }

        Assert.That(site.Log.Where(line => line.StartsWith("Error", StringComparison.Ordinal)), Is.Empty);
    }
}
