using System.Security.Cryptography;
using System.Text;
using DigestMailer.Digests.Templates;
using DigestMailer.Storage;
using DigestMailer.Web.Forms;
using DigestMailer.Web.Site;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>Signing in by the secret of the settings, and signing out.</summary>
internal sealed class SignInPage(AdminView view, AdminSessions sessions, AuditLog audit, Database database,
    IAntiforgery antiforgery, CallerFaults faults, IOptions<AdminOptions> options)
{
    public const string Path = "/sign-in";
    private const int LongestName = 60;

    /// <summary>The form, at whatever address was asked for; signing in leads back there.</summary>
    public IResult Ask(HttpContext context, string? fault = null, string name = "", string? back = null,
        int status = StatusCodes.Status401Unauthorized)
    {
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Form realm=\"admin\"";
        }

        return view.Show(context, "sign-in", "Sign in", new ScriptObject
        {
            ["by_secret"] = options.Value.HasSecret,
            ["provider"] = OpenIdSignIn.IsOn(options.Value) ? OpenIdSignIn.Path : null,
            ["fault"] = fault,
            ["who"] = name,
            ["back"] = back ?? PathOf(context),
        }, status);
    }

    public IResult Open(HttpContext context) => Operator.Of(context) is null
        ? Ask(context, status: StatusCodes.Status200OK) : view.Go(context, "");

    public async Task<IResult> TakeAsync(HttpContext context, CancellationToken cancel)
    {
        var (form, status) = await FormBody.ReadAsync(context, cancel);
        if (form is null)
        {
            return Results.StatusCode(status);
        }

        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return view.RefuseForm(context);
        }

        var (name, back) = (PlainText.Line(form["name"]), Back(form["back"].ToString()));
        if (name is { Length: 0 or > LongestName })
        {
            return Ask(context, $"Write your name, in at most {LongestName} characters.", name, back,
                StatusCodes.Status400BadRequest);
        }

        if (!IsSecret(form["secret"].ToString()))
        {
            faults.Note("sign-ins with a wrong secret");
            return Ask(context, "That is not the secret.", name, back);
        }

        await BeginAsync(context, name, cancel);
        return view.Go(context, back);
    }

    private async Task BeginAsync(HttpContext context, string name, CancellationToken cancel)
    {
        var session = await database.WriteAsync(async transaction =>
        {
            await audit.NoteAsync(transaction, context, name, "signed in", null, null);
            return await sessions.BeginAsync(transaction);
        }, cancel);
        await context.SignInAsync(SessionCookie.Scheme, new Operator(session, name, MayAct: true).Principal);
    }

    public async Task<IResult> EndAsync(HttpContext context, CancellationToken cancel)
    {
        await database.WriteAsync(async transaction =>
        {
            await audit.NoteAsync(transaction, context, "signed out");
            await sessions.EndAsync(transaction, Operator.Of(context)!.Session);
        }, cancel);
        await context.SignOutAsync(SessionCookie.Scheme);
        return view.Go(context, Path);
    }

    private bool IsSecret(string given) => options.Value.Secret is { Length: > 0 } secret
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)),
            SHA256.HashData(Encoding.UTF8.GetBytes(given)));

    /// <summary>The page below the root that was asked for; the first one where a form was sent.</summary>
    private static string PathOf(HttpContext context) => HttpMethods.IsPost(context.Request.Method) ? ""
        : Back(context.Request.Path.Value?[AdminView.Root.Length..] ?? "");

    /// <summary>Only our own pages; they have letters, digits, hyphens and slashes.</summary>
    private static string Back(string path) => path is ['/', not '/', ..] && path != Path
        && path.All(one => char.IsAsciiLetterOrDigit(one) || one is '/' or '-') ? path : "";
}
