using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Papers.Gathering;

/// <summary>Answers of a source that are broken, endless or a trap.</summary>
internal static class HostileAnswers
{
    private const string Good = "<rss><channel><item><title>A good neighbour</title></item></channel></rss>";

    private static readonly Dictionary<string, Func<HttpResponse, IResult>> Answers = new()
    {
        ["gzip that is none"] = answer => Encoded(answer, "gzip", Encoding.UTF8.GetBytes(Good)),
        ["deflate that is none"] = answer => Encoded(answer, "deflate", Encoding.UTF8.GetBytes(Good)),
        ["broken brotli"] = answer => Encoded(answer, "br", new byte[100]),
        ["gzip cut in half"] = answer => Encoded(answer, "gzip", Packed(Encoding.UTF8.GetBytes(Good))[..20]),
        ["gzip bomb"] = answer => Encoded(answer, "gzip", Packed(new byte[64 * 1024 * 1024])),
        ["a gzip file cut in half"] =
            _ => Results.Bytes(Packed(Encoding.UTF8.GetBytes(Good))[..20], "application/x-gzip"),
        ["a gzip file that is a bomb"] = _ => Results.Bytes(Packed(new byte[64 * 1024 * 1024]), "application/gzip"),
        ["redirect to a file"] = answer => To(answer, "file:///etc/passwd"),
        ["redirect to ftp"] = answer => To(answer, "ftp://files.example/feed.xml"),
        ["redirect to data"] = answer => To(answer, "data:text/xml,<rss/>"),
        ["redirect to itself"] = answer => To(answer, "/bad"),
        ["redirect to localhost"] =
            answer => To(answer, $"http://localhost:{answer.HttpContext.Connection.LocalPort}/good"),
        ["redirect to a link-local address"] = answer => To(answer, "http://169.254.169.254/latest/meta-data"),
        ["redirect to a private address"] = answer => To(answer, "http://[::ffff:10.0.0.1]/feed"),
        ["redirect without an address"] = _ => Results.StatusCode(302),
        ["Retry-After of years"] = answer => After(answer, "99999999", 503),
        ["Retry-After beyond all numbers"] = answer => After(answer, new string('9', 60), 429),
        ["Retry-After in the year 9999"] = answer => After(answer, "Fri, 31 Dec 9999 23:59:59 GMT", 503),
        ["304 to a first request"] = _ => Results.StatusCode(304),
        ["204"] = _ => Results.NoContent(),
        ["nothing"] = _ => Results.Text(""),
        ["an error in JSON"] = _ => Results.Text("""{"error":"quota"}""", "application/json"),
        ["a web page"] = _ => Results.Text("<html><body>Just a moment</body></html>", "text/html"),
        ["an unknown character set"] = _ => Results.Bytes([0xFF, 0xC0, 0x80, 0x00], "text/xml; charset=no-such-set"),
        ["nothing but zeros"] = _ => Results.Bytes(new byte[1_000_000], "text/xml"),
        ["a billion laughs"] = _ => Results.Text(Laughs()),
        ["an entity from outside"] =
            _ => Results.Text("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss>&x;</rss>"),
        ["a feed cut off"] = _ => Results.Text(Good[..50]),
        ["deep JSON"] = _ => Results.Text(new string('[', 1_000_000)),
        ["a root a million deep"] = _ => Results.Text(string.Concat(Enumerable.Repeat("<a>", 300_000))),
        ["two million elements"] =
            _ => Results.Text($"<rss><channel>{string.Concat(Enumerable.Repeat("<a/>", 2_000_000))}</channel></rss>"),
    };

    public static IEnumerable<string> Names => Answers.Keys;

    public static IResult Of(string name, HttpResponse response) => Answers[name](response);

    public static IResult To(HttpResponse answer, string address)
    {
        answer.Headers.Location = address;
        return Results.StatusCode(302);
    }

    public static IResult After(HttpResponse answer, string wait, int status)
    {
        answer.Headers.RetryAfter = wait;
        return Results.StatusCode(status);
    }

    public static IResult Encoded(HttpResponse answer, string coding, byte[] body)
    {
        answer.Headers.ContentEncoding = coding;
        return Results.Bytes(body, "text/xml");
    }

    public static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static string Laughs() =>
        "<!DOCTYPE r [<!ENTITY a0 \"ha\">" + string.Concat(Enumerable.Range(1, 30).Select(i =>
        $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">")) + "]><rss><channel>&a30;</channel></rss>";
}
