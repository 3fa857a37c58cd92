namespace DigestMailer.Tests.Web;

/// <summary>
/// The sites of a fixture that its cases share, where they leave nothing behind that another looks at: one for each
/// set of settings, started by the first case that asks.
/// </summary>
internal sealed class SharedSites : IAsyncDisposable
{
    private readonly Dictionary<string, SiteFixture> sites = [];

    /// <summary>A site without papers.</summary>
    public Task<SiteFixture> EmptyAsync(params string[] settings) =>
        OneAsync("empty", _ => Task.CompletedTask, settings);

    /// <summary>A site with the papers of the last days.</summary>
    public Task<SiteFixture> WithPapersAsync(int days = 1, params string[] settings) =>
        OneAsync($"{days} days", site => site.PapersAsync(days: days), settings);

    private async Task<SiteFixture> OneAsync(string kind, Func<SiteFixture, Task> prepare, string[] settings)
    {
        var name = string.Join('\n', [kind, .. settings]);
        if (!sites.TryGetValue(name, out var site))
        {
            site = sites[name] = await SiteFixture.StartAsync(null, settings);
            await prepare(site);
        }

        return site;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var site in sites.Values)
        {
            await site.DisposeAsync();
        }
    }
}
