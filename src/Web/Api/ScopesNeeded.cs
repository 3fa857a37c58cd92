using Microsoft.AspNetCore.Authorization;

namespace DigestMailer.Web.Api;

/// <summary>What an endpoint asks of the key of its caller.</summary>
/// <param name="AnyOf">One of them is enough; none means that any key is.</param>
internal sealed record ScopesNeeded(params ApiScope[] AnyOf)
{
    public AuthorizationPolicy Policy
    {
        get
        {
            var policy = new AuthorizationPolicyBuilder(ApiKeyHandler.Name).RequireAuthenticatedUser();
            return (AnyOf.Length == 0 ? policy
                : policy.RequireClaim(ApiKeyHandler.ScopeClaim, AnyOf.Select(scope => scope.Name))).Build();
        }
    }
}
