using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Settings;
using DigestMailer.Subscribers.Keys;

namespace DigestMailer.Subscribers.Libraries;

/// <summary>Puts the libraries of readers into the host.</summary>
internal static class LibrariesRegistration
{
    public static IServiceCollection AddLibraries(this IServiceCollection services)
    {
        services.AddSettings<ZoteroOptions>("Zotero");
        services.AddSingleton<RingSeal>();
        services.AddSingleton<ZoteroApi>();
        services.AddSingleton<LibraryStore>();
        services.AddSingleton<LibraryDesk>();
        services.AddSingleton<IPersonalData, LibraryOfPerson>();
        // No logs, whose lines would hold whose library it is. No redirects: a key goes to Zotero and nowhere else.
        services.AddHttpClient(ZoteroApi.Client, Prepare).RemoveAllLoggers().ConnectCautiously();
        return services;
    }

    private static void Prepare(HttpClient http)
    {
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"DigestMailer/{ProductVersion.Text}");
    }
}
