using System.Net.Sockets;
using System.Text;
using DigestMailer.Tests.Papers.Sources;
using DigestMailer.Tests.Web;
using DigestMailer.Tests.Web.Admin;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Service.Running;

/// <summary>The real program takes new settings and templates on SIGHUP, all or nothing.</summary>
[Category("Slow")]
internal sealed class ReloadTests
{
    private TestDatabase storage = null!;
    private LiveRun run = null!;

    [SetUp]
    public async Task MakePapersAsync()
    {
        storage = new TestDatabase();
        run = new LiveRun(storage);
        await File.WriteAllTextAsync(Path.Combine(storage.Folder, "papers.json"),
            """[{"title":"Robots that walk"},{"title":"Speech that sings"}]""");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await run.DisposeAsync();
        storage.Dispose();
    }

    [Test]
    public async Task A_changed_topic_and_a_new_source_are_followed_after_SIGHUP()
    {
        await using var source = await WebServer.StartAsync(_ => Results.Text("""[{"title":"A paper of the lab"}]""",
            "application/json"));
        run.Write(Topic("title:robots"));
        await run.StartAsync();
        Assert.That(await PapersAsync("Robots that walk"), Does.Not.Contain("Speech that sings"));
        run.Write([.. Topic("title:speech"), ("Papers:Sources:1:Name", "more"), ("Papers:Sources:1:Kind", "Json"),
            ("Papers:Sources:1:Url", $"{source.Url}/papers.json"), ("Site:Name", "Paper Evening")]);
        await run.ReloadAsync();
        Assert.That(await PapersAsync("Speech that sings"),
            Does.Contain("Paper Evening").And.Not.Contain("Robots that walk"));
        await run.SaysAsync(" more: fresh, 1 listed");
        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
    }

    [TestCase("{ \"Topics:0:Slug\": ", "appsettings.json")]
    [TestCase("""{ "Delivery": { "Fromm": "a@example.org" } }""", "Delivery:Fromm")]
    [TestCase("""
        { "Site:PostalAddress": "1 Paper Street", "Delivery:From": "a@example.org",
          "Topics": [ { "Slug": "lab", "Name": "Lab", "Query": "title:(" } ] }
        """, "Topics:0")]
    public async Task A_broken_file_leaves_the_last_good_settings_in_use(string broken, string named)
    {
        run.Write(Topic("title:robots"));
        await run.StartAsync();
        await PapersAsync("Robots that walk");
        var good = await File.ReadAllTextAsync(run.SettingsFile);
        await File.WriteAllTextAsync(run.SettingsFile, broken);
        Assert.That(await run.RejectedReloadAsync(), Does.Match(" error .*Nothing was reloaded: settings: ")
            .And.Contain(named));
        Assert.That(await run.PageAsync("/topics/lab"), Does.Contain("Robots that walk"));
        Assert.That(await run.PageAsync("/status"), Does.Contain("settings could not be used").And.Not.Contain(named));
        await File.WriteAllTextAsync(run.SettingsFile, good);
        await run.ReloadAsync();
        await run.UntilAsync(async () => !(await run.PageAsync("/status")).Contains("settings could not be used",
            StringComparison.Ordinal), "the page still says so");
        Assert.That(run.Lines, Has.All.Match("^[0-9-]{10}T[0-9:]{8}Z (info|warn|error) "));
    }

    [Test]
    public async Task A_broken_template_leaves_the_last_good_settings_and_templates_in_use()
    {
        var own = Directory.CreateDirectory(Path.Combine(storage.Folder, "own", "pages")).FullName;
        await File.WriteAllTextAsync(Path.Combine(own, "status.html"), "<p>How it goes</p>");
        run.Write([.. Topic("title:robots"), ("Templates:Folder", Path.GetDirectoryName(own)!)]);
        await run.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(own, "status.html"), "<p>How it went {{ for }}</p>");
        run.Write([.. Topic("title:speech"), ("Templates:Folder", Path.GetDirectoryName(own)!)]);
        Assert.That(await run.RejectedReloadAsync(), Does.Contain("status.html"));
        Assert.That(await run.PageAsync("/status"), Does.Contain("How it goes"));
        Assert.That(await PapersAsync("Robots that walk"), Does.Not.Contain("Speech that sings"), "all or nothing");
        await File.WriteAllTextAsync(Path.Combine(own, "status.html"), "<p>How it went</p>");
        await run.ReloadAsync();
        Assert.That(await run.PageAsync("/status"), Does.Contain("How it went"));
        await PapersAsync("Speech that sings");
    }

    [Test]
    public async Task An_https_address_without_a_certificate_is_found_while_the_last_good_settings_are_in_use()
    {
        run.Write(Topic("title:robots"));
        await run.StartAsync();
        run.Write([.. Topic("title:speech"), ("Kestrel:Endpoints:Pages:Url", "https://127.0.0.1:0"),
            ("Kestrel:Endpoints:Pages:Certificate:Path", "away.pem")]);
        Assert.That(await run.RejectedReloadAsync(), Does.Contain("away.pem"));
        await PapersAsync("Robots that walk");
    }

    [Test]
    public async Task Systemd_is_told_of_the_start_each_reload_and_the_stop()
    {
        var path = Path.Combine(storage.Folder, "notify");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(path));
        run.Write(Topic("title:robots"));
        await run.StartAsync(("NOTIFY_SOCKET", path));
        Assert.That(await ToldAsync(systemd), Is.EqualTo("READY=1\nSTATUS="));
        await run.ReloadAsync();
        Assert.That(await ToldAsync(systemd), Does.Match("^RELOADING=1\nMONOTONIC_USEC=[0-9]+$"));
        Assert.That(await ToldAsync(systemd), Is.EqualTo("READY=1\nSTATUS="));
        await File.WriteAllTextAsync(run.SettingsFile, "{");
        await run.RejectedReloadAsync();
        Assert.That(await ToldAsync(systemd), Does.StartWith("RELOADING=1\n"));
        Assert.That(await ToldAsync(systemd), Does.StartWith("READY=1\nSTATUS=Nothing was reloaded: settings: "));
        Assert.That(await run.EndAsync(), Is.Zero);
        Assert.That(await ToldAsync(systemd), Is.EqualTo("STOPPING=1"));
    }

    [Test]
    public async Task An_operator_asks_for_a_reload_on_the_page_of_the_day_and_sees_why_it_was_rejected()
    {
        var secret = ("Admin:Secret", Rosa.Secret);
        run.Write([.. Topic("title:robots"), secret]);
        await run.StartAsync();
        using var rosa = new Visitor(run.Address);
        (await Rosa.SignInAsync(rosa)).Dispose();
        run.Write([.. Topic("title:("), secret]);
        (await rosa.PressAsync("/admin", "Read settings and templates again")).Dispose();
        await run.SaysAsync("Nothing was reloaded: ");
        await run.UntilAsync(async () => (await rosa.OpenAsync("/admin")).Body!.TextContent
            .Contains("Topics:0", StringComparison.Ordinal), "the page does not say why");
        run.Write([.. Topic("title:speech"), secret]);
        (await rosa.PressAsync("/admin", "Read settings and templates again")).Dispose();
        await run.SaysAsync(" Ready", 2);
        await PapersAsync("Speech that sings");
        Assert.That((await rosa.OpenAsync("/admin/audit")).Body!.TextContent, Does.Contain("asked for a reload"),
            "her session goes on");
    }

    private static async Task<string> ToldAsync(Socket socket)
    {
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience.Token));
    }

    /// <summary>The page of the topic, once it has this paper.</summary>
    private async Task<string> PapersAsync(string title)
    {
        var page = "";
        await run.UntilAsync(async () => (page = await run.PageAsync("/topics/lab")).Contains(title,
            StringComparison.Ordinal), $"no paper \"{title}\"");
        return page;
    }

    private static (string Key, string Value)[] Topic(string query) =>
    [
        ("Topics:0:Slug", "lab"), ("Topics:0:Name", "Lab"), ("Topics:0:Query", query),
        ("Papers:Sources:0:Name", "lab"), ("Papers:Sources:0:Kind", "Json"), ("Papers:Sources:0:Path", "papers.json"),
    ];
}
