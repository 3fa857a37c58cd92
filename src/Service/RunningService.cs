namespace DigestMailer.Service;

/// <summary>Tells whether a service of this program answers at an address.</summary>
internal static class RunningService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<bool> AnswersAsync(string address, CancellationToken cancel)
    {
        var parsed = BindingAddress.Parse(address);
        var host = parsed.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : parsed.Host;
        using var web = new HttpClient { Timeout = Patience };
        try
        {
            return await web.GetStringAsync(
                new UriBuilder(parsed.Scheme, host, parsed.Port, parsed.PathBase + "/health/live").Uri, cancel)
                == "live";
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException
            && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
