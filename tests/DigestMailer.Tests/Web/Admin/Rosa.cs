using System.Net;

namespace DigestMailer.Tests.Web.Admin;

/// <summary>An operator.</summary>
internal static class Rosa
{
    public const string Name = "Rosa";
    public const string Secret = "a secret of the laboratory";

    /// <summary>A site that has the operator's pages.</summary>
    public static Task<SiteFixture> SiteAsync(params string[] settings) =>
        SiteFixture.StartAsync(null, [$"--Admin:Secret={Secret}", .. settings]);

    /// <summary>She has signed in.</summary>
    public static async Task<Visitor> SignInAsync(SiteFixture site)
    {
        var rosa = new Visitor(site.Address);
        var answer = await SignInAsync(rosa);
        Assert.That((answer.StatusCode, answer.Headers.Location?.ToString()),
            Is.EqualTo((HttpStatusCode.SeeOther, "/admin")));
        return rosa;
    }

    public static Task<HttpResponseMessage> SignInAsync(Visitor visitor, string secret = Secret,
        string path = "/admin") =>
        visitor.PressAsync(path, "Sign in", ("name", Name), ("secret", secret));
}
