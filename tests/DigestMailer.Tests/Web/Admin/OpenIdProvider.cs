using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace DigestMailer.Tests.Web.Admin;

/// <summary>
/// A real OpenID Connect provider on another host name than the site's. Whoever comes is signed in at once, as the
/// person that the test says.
/// </summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientSecret = "what the provider gave the site";

    private readonly WebApplication app;

    private OpenIdProvider(WebApplication app, string address) => (this.app, Address) = (app, address);

    public string Address { get; }

    /// <summary>Of the person who signs in; null gives them none.</summary>
    public string? Role { get; set; }

    public static async Task<OpenIdProvider> StartAsync(string role)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{FreePort()}");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        OpenIdProvider? provider = null;
        builder.Services.AddOpenIddict().AddServer(server => Set(server, () => provider!.Role));
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        provider = new OpenIdProvider(app, address) { Role = role };
        await app.StartAsync();
        return provider;
    }

    private static void Set(OpenIddictServerBuilder server, Func<string?> role)
    {
        server.EnableDegradedMode();
        server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes(Scopes.Profile);
        server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(_ => default));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(request =>
        {
            if (request.ClientSecret != ClientSecret)
            {
                request.Reject(Errors.InvalidClient);
            }

            return default;
        }));
        server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(request =>
        {
            request.Principal = Person(role()).SetScopes(request.Request.GetScopes());
            return default;
        }));
    }

    private static ClaimsPrincipal Person(string? role)
    {
        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, "42").SetClaim(Claims.Name, "Rosa of the laboratory");
        if (role is not null)
        {
            identity.AddClaim(new Claim("roles", role));
        }

        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
