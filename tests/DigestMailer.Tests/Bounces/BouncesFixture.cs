using System.Text;
using Dapper;
using DigestMailer.Bounces;
using DigestMailer.Delivery;
using DigestMailer.Delivery.Signing;
using DigestMailer.Digests;
using DigestMailer.Papers;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Time.Testing;

namespace DigestMailer.Tests.Bounces;

/// <summary>
/// The rooms down to the bounces over a database of their own, with readers who were mailed this morning, and a clock
/// that does not move by itself.
/// </summary>
internal sealed class BouncesFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase storage = new();
    private readonly ServiceProvider services;

    public BouncesFixture(params (string Key, string Value)[] settings)
    {
        Directory.CreateDirectory(Path.Combine(Maildir, "new"));
        Directory.CreateDirectory(Path.Combine(Maildir, "cur"));
        var values = new Dictionary<string, string?>
        {
            ["Delivery:From"] = "Digests <digest@example.org>",
            ["Delivery:ReturnPath"] = "bounce@example.org",
            ["Delivery:PickupFolder"] = Path.Combine(storage.Folder, "pickup"),
            ["Bounces:Maildir:Path"] = Maildir,
        };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = AppContext.BaseDirectory })
            .AddSingleton<Database>(storage.Database).AddSingleton<TimeProvider>(Clock).AddLogging()
            .AddPapers().AddTopics().AddSubscribers().AddDigests().AddDelivery().AddBounces()
            .Configure<SiteOptions>(site => site.PostalAddress = "1 Paper Street")
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(Now);

    /// <summary>Rows of every room.</summary>
    public MadeRows Made => new(Now, RunAsync);

    public string Maildir => Path.Combine(storage.Folder, "maildir");

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task<ReadReport> ReadAsync() => Get<BounceReader>().ReadAsync(CancellationToken.None);

    /// <summary>
    /// Confirmed readers 1 to <paramref name="count"/>, each with a mail that a relay accepted two hours ago.
    /// </summary>
    public async Task ReadersAsync(int count)
    {
        await Made.TopicSetAsync(1);
        for (var i = 1; i <= count; i++)
        {
            await Made.SubscriberAsync(i, Email(i), Get<AddressHash>().Of(Email(i)));
            await AcceptedAsync(i, Now.AddHours(-2));
        }
    }

    /// <summary>Confirmed readers of these addresses, from 1 on.</summary>
    public async Task ReadersAsync(IReadOnlyList<string> emails)
    {
        await Made.TopicSetAsync(1);
        for (var i = 0; i < emails.Count; i++)
        {
            await Made.SubscriberAsync(i + 1, emails[i], Get<AddressHash>().Of(emails[i]), Now.AddDays(2));
        }
    }

    /// <summary>A digest of one paper for a slot, ready to go out to every reader.</summary>
    public async Task ReadyAsync(int digest, DateTimeOffset slot)
    {
        await Made.PaperAsync(digest, seen: slot);
        await Made.DigestAsync(digest, slot, [digest]);
        await Made.MailToAllAsync(digest, slot);
    }

    /// <summary>Reads until enough has come from a real server, each time that it announces something.</summary>
    public async Task<ReadReport> ReadUntilAsync(Func<ReadReport, bool> enough)
    {
        var report = await ReadAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!enough(report) && await Get<BounceReader>().WaitAsync(limit.Token))
        {
            report += await ReadAsync();
        }

        return report;
    }

    /// <summary>A mail to a reader that a relay accepted.</summary>
    public Task AcceptedAsync(int reader, DateTimeOffset at) => RunAsync(
        "INSERT INTO outbox(subscriber_id, slot, kind, state, due_at, expires_at, done_at) VALUES (@reader, @at, "
            + "'Digest', 'Accepted', @at, @at, @at)", new { reader, at });

    public static string Email(int reader) => $"reader{reader}@example.com";

    /// <summary>The return path of a reader's mails.</summary>
    public string ReturnPathOf(int reader) => Get<ReturnPath>().Of(reader).Address;

    /// <summary>Puts a mail into the Maildir, as it arrived now.</summary>
    public void Arrive(string mail, DateTimeOffset? at = null)
    {
        var file = Path.Combine(Maildir, "new", Guid.NewGuid().ToString("N"));
        File.WriteAllText(file, mail.ReplaceLineEndings("\r\n"), new UTF8Encoding(false));
        File.SetLastWriteTimeUtc(file, (at ?? Clock.GetUtcNow()).UtcDateTime);
    }

    /// <summary>A report by RFC 3464 to <paramref name="to"/>.</summary>
    public static string Report(string to, string recipient, string status = "5.1.1",
        string diagnostic = "smtp; 550 5.1.1 no such user", string action = "failed") =>
        $"""
        From: MAILER-DAEMON@mx.example.net
        To: {to}
        Message-ID: <{Guid.NewGuid():N}@mx.example.net>
        Subject: Undelivered mail
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        It could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; {recipient}
        Action: {action}
        Status: {status}
        Diagnostic-Code: {diagnostic}

        --b--

        """;

    /// <summary>A complaint by RFC 5965 about a mail with these headers, sent to <paramref name="to"/>.</summary>
    public static string Complaint(string to, string originalHeaders, string type = "abuse") =>
        $"""
        From: fbl@example.net
        To: {to}
        Message-ID: <{Guid.NewGuid():N}@example.net>
        Subject: A report
        Content-Type: multipart/report; report-type=feedback-report; boundary=b

        --b
        Content-Type: text/plain

        An abuse report.
        --b
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: Test/1

        --b
        Content-Type: message/rfc822

        {originalHeaders}
        Subject: Papers of the day

        Hello
        --b--

        """;

    public async Task RunAsync(string sql, object? values = null)
    {
        await using var connection = await storage.Database.OpenAsync();
        await connection.ExecuteAsync(sql, values);
    }

    public async Task<List<T>> ListAsync<T>(string sql)
    {
        await using var connection = await storage.Database.OpenAsync();
        return (await connection.QueryAsync<T>(sql)).ToList();
    }

    public Task<List<string>> SuppressedAsync() =>
        ListAsync<string>(
            "SELECT p.email FROM suppressions s JOIN subscribers p ON p.address_hash = s.address_hash ORDER BY p.id");

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        storage.Dispose();
    }
}
