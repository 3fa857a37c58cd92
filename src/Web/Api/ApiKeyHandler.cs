using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using DigestMailer.Web.Site;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Api;

/// <summary>
/// Knows a caller of the API by the key in <c>Authorization: Bearer</c>. While there is no key at all, the API is not
/// there (404); after that a call without a valid one gets 401.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, ApiKeyStore keys,
    CallerFaults faults)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string Name = "api-key";

    /// <summary>Type of the claims that name the scopes of a key.</summary>
    public const string ScopeClaim = "scope";

    private const string Bearer = "Bearer ";

    /// <summary>The number of the key that a request was let in by.</summary>
    public static long KeyOf(HttpContext context) =>
        long.Parse(context.User.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture);

    /// <summary>The key itself, as the caller sent it.</summary>
    public static string Sent(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is var header
            && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Sent(Context) is not { Length: > 0 } sent)
        {
            return AuthenticateResult.NoResult();
        }

        if (await keys.UseAsync(sent, Context.RequestAborted) is not { } key)
        {
            return AuthenticateResult.Fail("The key is unknown or has expired.");
        }

        var claims = key.EachScope.Select(scope => new Claim(ScopeClaim, scope))
            .Append(new(ClaimTypes.NameIdentifier, key.Id.ToString(CultureInfo.InvariantCulture)));
        return AuthenticateResult.Success(
            new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Name)), Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!await keys.AnyAsync(Context.RequestAborted))
        {
            await ApiAnswer.OfStatus(StatusCodes.Status404NotFound).ExecuteAsync(Context);
            return;
        }

        faults.Note("calls of the API without a valid key");
        Response.Headers.WWWAuthenticate = Sent(Context).Length == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
        await ApiAnswer.OfStatus(StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<ScopesNeeded>();
        var names = string.Join(" or ", needed?.AnyOf.Select(scope => scope.Name) ?? []);
        return ApiAnswer.Fault(StatusCodes.Status403Forbidden, "scope", $"This needs a key with the scope {names}.")
            .ExecuteAsync(Context);
    }
}
