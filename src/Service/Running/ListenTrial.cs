using DigestMailer.Storage;

namespace DigestMailer.Service.Running;

/// <summary>
/// Listens once, on free ports of this machine, with the certificates of the settings: a certificate that is not there
/// or cannot be read must be one line at the start, and found while the service still runs when settings change.
/// </summary>
internal static class ListenTrial
{
    private const string Kestrel = "Kestrel";

    /// <exception cref="RefusedException">It could not listen.</exception>
    public static async Task RunAsync(WebApplication candidate, ListenAddresses listen)
    {
        var secure = listen.Addresses.Any(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase));
        if (!secure)
        {
            return;
        }

        var settings = Settings(candidate.Configuration);
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ContentRootPath = candidate.Environment.ContentRootPath });
        builder.WebHost.UseKestrel(kestrel => kestrel.Configure(settings.GetSection(Kestrel)))
            .UseUrls("https://127.0.0.1:0");
        await using var trial = builder.Build();
        try
        {
            await trial.StartAsync();
            await trial.StopAsync();
        }
        catch (Exception fault) when (fault is not RefusedException)
        {
            throw new RefusedException(Explain(fault) ?? $"{Kestrel}: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static IConfigurationRoot Settings(IConfiguration candidate) => new ConfigurationBuilder()
        .AddInMemoryCollection(candidate.GetSection(Kestrel).AsEnumerable().Select(setting =>
            IsAddress(setting.Key) ? new(setting.Key, OnFreePort(setting.Value)) : setting))
        .Build();

    private static bool IsAddress(string key) => key.Split(':') is [_, "Endpoints", _, "Url"];

    private static string OnFreePort(string? address) => $"{BindingAddress.Parse(address ?? "").Scheme}://127.0.0.1:0";

    /// <summary>The line for a certificate that was not named; null for other faults.</summary>
    public static string? Explain(Exception fault) => fault is InvalidOperationException
        && fault.Message.Contains("HTTPS", StringComparison.Ordinal)
        ? "An https address needs a certificate: set Kestrel:Certificates:Default:Path, or let a proxy do https and "
            + "listen on http."
        : null;
}
