using DigestMailer.Storage;

namespace DigestMailer.Tests.Web;

/// <summary>Facts that hold on either database, some of which share a site.</summary>
internal abstract class OnSharedSites(StorageProvider provider) : OnBothDatabases(provider)
{
    protected SharedSites Sites { get; } = new();

    [OneTimeTearDown]
    public async Task StopAsync() => await Sites.DisposeAsync();
}
