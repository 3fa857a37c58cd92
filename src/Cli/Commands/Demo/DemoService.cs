using DigestMailer.Papers;
using DigestMailer.Service.Running;
using DigestMailer.Web.Gallery;

namespace DigestMailer.Cli.Commands.Demo;

/// <summary>
/// <c>demo --serve</c>: the service as <c>run</c> starts it, on the invented papers of a folder of its own. Mail goes
/// to that folder, and a page of the site shows it.
/// </summary>
internal static class DemoService
{
    public const string DefaultAddress = "http://localhost:5050";

    // Yesterday at about this time, so that every daily reader has had their hour since.
    private static readonly TimeSpan Ago = TimeSpan.FromHours(25);

    /// <param name="urls">Where to listen; null means <see cref="DefaultAddress"/>.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> settings, string folder, string? urls,
        CancellationToken cancel)
    {
        var address = (urls ?? DefaultAddress).Split(';')[0].TrimEnd('/');
        var demo = new DemoFolder(folder, address);
        var now = TimeProvider.System.GetUtcNow();
        using var never = new Reload();
        return await ServiceRun.UntilStoppedAsync(new ServiceWish
        {
            Settings = () =>
            {
                demo.Clear();
                return
                [
                    .. settings, .. demo.Settings(DateOnly.FromDateTime((now - Ago).UtcDateTime)), $"--urls={address}",
                    "--Delivery:GiveUpAfter=1.00:00:00", "--Logging:LogLevel:Default=Warning",
                ];
            },
            Now = now,
            Services = services => services.PostConfigure<PapersOptions>(
                papers => papers.Sources.RemoveAll(source => source.Name != DemoPapers.Source)),
            Prepare = (app, stop) => PrepareAsync(app, demo, stop),
            Ready = _ => Console.WriteLine(Greeting(address)),
        }, never, cancel);
    }

    private static async Task PrepareAsync(WebApplication app, DemoFolder demo, CancellationToken cancel)
    {
        app.Services.GetRequiredService<Mailbox>().Map(app, demo.Path);
        foreach (var (name, bytes) in DemoFolder.PicturesByName)
        {
            app.MapGet(DemoFolder.PicturePath(name), () => Results.Bytes(bytes, "image/png"));
        }

        var now = TimeProvider.System.GetUtcNow();
        await DemoPapers.PlanAsync(app.Services, now - Ago, now, cancel);
    }

    private static string Greeting(string address) =>
        $"""
        The demo runs at   {address}/
        Its mailbox is at  {address}{Mailbox.Path}
        Subscribe with any address: no mail leaves this computer, the mailbox shows it. Ctrl+C ends the demo.
        """;
}
