using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Service;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DigestMailer.Benchmarks;

/// <summary>
/// Sends requests that are put together from the tokens of real ones, repeated, nested and spliced, the same for the
/// same seed: none may be answered with 500, and memory must not grow with their number.
/// </summary>
internal sealed class RequestFuzz(WebApplication app, Random random)
{
    private const int AtOnce = 8;
    private const string Secret = "0123456789abcdef";

    private static readonly string[] Methods =
        ["GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];

    private static readonly string[] Folders =
        ["papers", "editions", "topics", "search", "feeds", "subscribe", "subscribe/forecast", "confirm", "preferences",
            "unsubscribe", "feedback", "view", "links", "webhooks/bounces", "webhooks/sns", "archive", "status",
            "assets",
            "sitemap.xml", "robots.txt", "", "health/live"];

    private static readonly string[] Pieces =
        ["arxiv:2611.24001", "source:bench:p1", "2026-01-05", "2026-W02", "2026-01", "9999-12-31", "0001-01-01",
            "speech",
            "all.atom", "search.atom", "topics.opml", "x.bib", ".ris", "export", "erase", "undo", "1", "-1",
            "99999999999999999999", "%00", "%ff%fe", "%c3%a9", "%e2%80%8b", "%2e%2e", "%2F", "%25", "=", ".", "..",
            "//", ";", "v1.1.1.x",
            "(", ")", "\"", "OR", "AND", "NOT", "-", "*", "title:", "author:", "like:", "votes:>=", "source:bench",
            "codec", "\u00fc", "\u4e2d", "a", new string('a', 300), new string('(', 60)];

    private static readonly string[] Names =
        ["q", "page", "topic", "query", "email", "opened", "website", "act", "every", "at", "zone", "max", "weekday",
            "language", "format", "queries", "until", "instead", "List-Unsubscribe", "wish", "paper", "undo", "v"];

    private static readonly string[] Types =
        ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data",
            "multipart/form-data; boundary=XX", "application/json", "text/plain; charset=klingon", "x", ""];

    private static readonly string[] Json =
        ["{", "}", "[", "]", ",", ":", "\"type\"", "\"email\"", "\"bounce\"", "\"soft\"", "\"\\ud800\"",
            "\"a@example.org\"", "1e999",
            "null", "\"at\"", "\"9999-12-31T23:59:59Z\"", "\"Type\"", "\"Notification\"",
            "\"SigningCertURL\"", "\"\\u0000\""];

    private readonly Dictionary<int, int> statuses = [];
    private readonly List<string> failures = [];
    private readonly Lock gate = new();
    private List<string> tokens = [];

    /// <returns>1 if anything was answered with 5xx, else 0.</returns>
    public static async Task<int> RunAsync(int requests, int seed)
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-fuzz-");
        var builder = Application.Builder(
            [
                "--urls=http://127.0.0.1:0", $"--Storage:ConnectionString=Data Source={folder}/fuzz.db",
                "--Site:PostalAddress=Here", "--Delivery:From=a@example.org",
                $"--Delivery:PickupFolder={folder}/outbox",
                "--Web:FillInTime=00:00:00", "--Web:SignupsPerNetwork=100000", "--Web:SignupsPerHour=1000000",
                "--Web:RequestsPerMinute=1000000", $"--Bounces:Webhooks:Secret={Secret}",
                "--Bounces:Webhooks:SnsTopics:0=arn:aws:sns:eu-west-1:1:t",
            ],
            null);
        builder.Logging.ClearProviders();
        RequestFuzz fuzz;
        await using (var app = builder.Build())
        {
            app.Services.GetRequiredService<Database>().Migrate();
            app.MapPages();
            await app.StartAsync();
            fuzz = new RequestFuzz(app, new Random(seed));
            await fuzz.PrepareAsync();
            await fuzz.SendAsync(requests);
            await app.StopAsync();
        }

        folder.Delete(recursive: true);
        return fuzz.failures.Count == 0 ? 0 : 1;
    }

    private async Task PrepareAsync()
    {
        await app.Services.GetRequiredService<PaperStore>()
            .KeepAsync(SourceAnswer.Of(MadePapers.Day, MadePapers.Listings(200)), "bench");
        var wishes = new Wishes
        {
            Topics = TopicSet.Create([], []),
            Rhythm = new Rhythm(Every.Day, DayOfWeek.Monday, new TimeOnly(7, 0), TimeZoneInfo.Utc)
        };
        await app.Services.GetRequiredService<SubscriberStore>().EnrolAsync([.. Enumerable.Range(0, 50).Select(number =>
            new Enrolment($"r{number}@readers.example", null, wishes, number % 2 == 0, "test", null))]);
        var links = app.Services.GetRequiredService<SignedLinks>();
        tokens = [.. Enumerable.Range(1, 50).SelectMany(id => Enum.GetValues<LinkPurpose>(),
            (id, purpose) => links.Sign(purpose, id, DateTimeOffset.MaxValue.AddYears(-1)))];
    }

    private async Task SendAsync(int count)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .First();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var watch = Stopwatch.StartNew();
        const int Parts = 6;
        for (var part = 1; part <= Parts; part++)
        {
            var made = Enumerable.Range(0, count / Parts).Select(_ => Made(address)).ToList();
            await Parallel.ForEachAsync(made, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (request, cancel) => await SendAsync(client, request, cancel));
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{part * (count / Parts),7} requests, {watch.Elapsed.TotalSeconds,4:0} s, ") + string.Create(
                CultureInfo.InvariantCulture,
                $"{GC.GetTotalMemory(true) / 1e6,4:0} MB managed, {process.WorkingSet64 / 1e6,4:0} MB in all"));
        }

        Console.WriteLine(string.Join(", ",
            statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}")));
        Console.WriteLine($"{failures.Count} answered with 5xx");
        failures.Take(20).ToList().ForEach(Console.WriteLine);
    }

    private Made Made(string address)
    {
        var path = new StringBuilder(address).Append('/').Append(Some(Folders));
        for (var i = random.Next(4); i > 0; i--)
        {
            path.Append(random.Next(5) == 0 ? "" : "/").Append(random.Next(3) == 0 ? Some(tokens) : Some(Pieces));
        }

        if (random.Next(2) == 0)
        {
            path.Append('?').Append(Fields());
        }

        var type = Some(Types);
        return new Made(Some(Methods), path.ToString(), type,
            type.Contains("json", StringComparison.Ordinal) ? Spliced(Json, "")
                : random.Next(4) == 0 ? Spliced(Pieces, "--XX\r\n") : Fields());
    }

    private string Fields() => string.Join('&', Enumerable.Range(0, random.Next(6))
        .Select(_ => $"{Some(Names)}={Spliced(Pieces, random.Next(2) == 0 ? "%20" : "")}"));

    private string Spliced(string[] pieces, string between) =>
        string.Join(between, Enumerable.Range(0, random.Next(8))
            .SelectMany(_ => Enumerable.Repeat(Some(pieces), random.Next(20) == 0 ? 50 : 1)));

    private string Some(IReadOnlyList<string> from) => from[random.Next(from.Count)];

    private async Task SendAsync(HttpClient client, Made made, CancellationToken cancel)
    {
        if (!Uri.TryCreate(made.Address,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out var uri))
        {
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(made.Method), uri);
        if (made.Method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(made.Body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", made.Type);
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Secret);
        }

        HttpResponseMessage answer;
        try
        {
            answer = await client.SendAsync(request, cancel);
        }
        catch (HttpRequestException)
        {
            // The server answered and hung up before it had read all that was sent, as it may.
            lock (gate)
            {
                statuses[0] = statuses.GetValueOrDefault(0) + 1;
            }

            return;
        }

        using var disposed = answer;
        lock (gate)
        {
            statuses[(int)answer.StatusCode] = statuses.GetValueOrDefault((int)answer.StatusCode) + 1;
            // A webhook whose provider cannot be reached asks to be called again.
            if (answer.StatusCode >= HttpStatusCode.InternalServerError
                && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                failures.Add($"{(int)answer.StatusCode} {made.Method} {made.Address} {made.Type} {made.Body}");
            }
        }
    }
}

/// <summary>A request that was made up.</summary>
internal sealed record Made(string Method, string Address, string Type, string Body);
