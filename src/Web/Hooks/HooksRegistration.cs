using DigestMailer.Papers.Sources.Fetching;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Hooks;

/// <summary>Puts the telling of events into the host.</summary>
internal static class HooksRegistration
{
    public static IServiceCollection AddHooks(this IServiceCollection services)
    {
        services.AddSingleton<HookRound>();
        services.AddHostedService<HookDoor>();
        services.AddHttpClient(HookRound.Client)
            .ConfigurePrimaryHttpMessageHandler(
                provider => Handler(provider.GetRequiredService<IOptions<HookOptions>>()))
            .ConfigureHttpClient((provider, client) =>
                client.Timeout = provider.GetRequiredService<IOptions<HookOptions>>().Value.Timeout);
        return services;
    }

    private static SocketsHttpHandler Handler(IOptions<HookOptions> options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseDrainSize = 0,
        };
        if (!options.Value.AllowPrivate)
        {
            handler.ConnectCallback = (context, cancel) => PublicConnection.OpenAsync(context, NotPublic, cancel);
        }

        return handler;
    }

    private static HttpRequestException NotPublic(string host) =>
        new($"{host} is not on the public internet; Webhooks:AllowPrivate allows it");
}
