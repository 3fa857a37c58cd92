using System.Security.Claims;

namespace DigestMailer.Web.Admin;

/// <summary>Somebody who is signed in to the operator's pages.</summary>
/// <param name="Session">The number of their session.</param>
/// <param name="Name">The name that they gave, for the audit.</param>
/// <param name="MayAct">Whether they may change anything, or only look.</param>
internal sealed record Operator(string Session, string Name, bool MayAct)
{
    private const string Role = "role";
    private const string Viewer = "viewer";

    /// <summary>The one who sends a request; null where nobody is signed in.</summary>
    public static Operator? Of(HttpContext context) => Of(context.User);

    public static Operator? Of(ClaimsPrincipal? person) =>
        person?.Identities.FirstOrDefault(one => one.AuthenticationType == SessionCookie.Scheme) is { } identity
            && identity.FindFirst(ClaimTypes.NameIdentifier) is { } session
            ? new(session.Value, identity.Name ?? "", !identity.HasClaim(Role, Viewer))
            : null;

    /// <summary>As the cookie keeps them. Forms are bound to the session by it.</summary>
    public ClaimsPrincipal Principal => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, Session), new(ClaimTypes.Name, Name), .. MayAct ? Array.Empty<Claim>()
            : [new Claim(Role, Viewer)]], SessionCookie.Scheme));
}
