using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Storage;
using DigestMailer.Web.Gallery;

namespace DigestMailer.Cli.Commands.Preview;

/// <summary>
/// The preview in a browser of this machine: a mail or a page on a phone and a desk, in light and dark, re-rendered as
/// soon as a file of the templates is saved. A fault is shown with its file, line and column, above what the last good
/// templates make.
/// </summary>
/// <param name="mails">Names, the one that is shown first in front.</param>
/// <param name="make">A mail by name and language tag.</param>
internal sealed partial class PreviewDesk(MailTemplates templates, TemplateWatch watch, IReadOnlyList<string> mails,
    Func<string, string, ComposedMail> make, PageGallery pages) : IAsyncDisposable
{
    private static readonly string Desk = ReadDesk();
    private readonly WebApplication app = Build();
    private volatile TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it is to be seen.</summary>
    public string Url => app.Urls.Single();

    /// <param name="port">On the loopback interface; 0 takes a free one.</param>
    public async Task StartAsync(int port, CancellationToken cancel)
    {
        app.Urls.Add($"http://127.0.0.1:{port}");
        app.Use(RefuseStrangersAsync);
        app.MapGet("/", Show);
        app.MapGet("/mail/{mail}.{format}", Mail);
        app.MapGet("/page/{name}.html", Page);
        app.MapGet("{**path}", Style);
        app.MapGet("/changes", (CancellationToken gone) => TypedResults.ServerSentEvents(ChangesAsync(gone)));
        watch.Tried += Changed;
        await watch.StartAsync(cancel);
        await app.StartAsync(cancel);
    }

    public Task UntilStoppedAsync(CancellationToken cancel) => app.WaitForShutdownAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        watch.Tried -= Changed;
        await watch.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    private void Changed() =>
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>A page from elsewhere may have this machine's name point here; it must not read the mail.</summary>
    private static Task RefuseStrangersAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Host.Host is "127.0.0.1" or "localhost")
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    /// <param name="mail">What is shown, unless <paramref name="page"/> is.</param>
    private IResult Show(HttpContext context, string? mail = null, string? page = null, string language = "en")
    {
        var (kind, name) =
            page is not null && pages.Names.Contains(page) ? ("page", page)
                : ("mail", mails.Contains(mail) ? mail! : mails[0]);
        var tag = templates.Languages.For(language).Tag;
        var nonce = Guid.NewGuid().ToString("N");
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; frame-src "
                + $"'self'";
        return Results.Content(
            Desk.Replace("{nonce}", nonce).Replace("{source}", $"/{kind}/{name}").Replace("{kind}", kind)
                .Replace("{language}", PlainText.Html(tag))
                .Replace("{mails}", Links(mails, one => ("mail", one, tag), (kind, name)))
                .Replace("{pages}", Links(pages.Names, one => ("page", one, tag), (kind, name)))
                .Replace("{languages}",
                    Links(templates.Languages.All.Select(known => known.Tag), one => (kind, name, one), (kind, name),
                        tag)),
            "text/html; charset=utf-8");
    }

    /// <param name="to">Where the link of a name leads.</param>
    /// <param name="language">That is shown; null where the links are not those of languages.</param>
    private static string Links(IEnumerable<string> names, Func<string, (string Kind, string Name, string Language)> to,
        (string Kind, string Name) shown, string? language = null) => string.Concat(names.Select(one =>
    {
        var there = to(one);
        var isHere = language is null ? (there.Kind, there.Name) == shown : there.Language == language;
        return $"<a href=\"/?{there.Kind}={there.Name}&amp;language={PlainText.Html(there.Language)}"
            + $"\"{(isHere ? " aria-current=\"page\"" : "")}>{PlainText.Html(one)}</a>";
    }));

    private IResult Mail(HttpContext context, string mail, string format, string language = "en", bool dark = false) =>
        Shown(context, () =>
    {
        var message = make(mail, language).Message;
        return format == "txt" ? Results.Text(message.TextBody, "text/plain; charset=utf-8")
            : Results.Content(InScheme(message.HtmlBody!, dark), "text/html; charset=utf-8");
    });

    private IResult Page(HttpContext context, string name, string language = "en", bool dark = false) =>
        Shown(context, () =>
    {
        var html =
            dark ? pages.Html(name, language).Replace("site.css?", "site.css?dark=true&amp;", StringComparison.Ordinal)
                : pages.Html(name, language);
        return Results.Content(html, "text/html; charset=utf-8");
    });

    /// <summary>Under the path of <c>Site:BaseUrl</c>, whatever it is.</summary>
    private IResult Style(string path, bool dark = false) =>
        path.EndsWith("assets/site.css", StringComparison.Ordinal)
            ? Results.Text(InScheme(pages.Style, dark), "text/css; charset=utf-8") : Results.NotFound();

    private static IResult Shown(HttpContext context, Func<IResult> make)
    {
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src https: http:";
        try
        {
            return make();
        }
        catch (RefusedException fault)
        {
            return Results.Text(fault.Message, "text/plain; charset=utf-8",
                statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>As a reader of that scheme sees it, whatever this machine prefers.</summary>
    private static string InScheme(string text, bool dark) => DarkMedia().Replace(text, dark ? "all" : "not all");

    /// <summary>Its state, at once and after each change, until the page is closed or the desk stops.</summary>
    private async IAsyncEnumerable<Standing> ChangesAsync([EnumeratorCancellation] CancellationToken gone)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, app.Lifetime.ApplicationStopping);
        while (!end.IsCancellationRequested)
        {
            var next = changed.Task;
            yield return new Standing(templates.Version, watch.Fault ?? "");
            await next.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string ReadDesk()
    {
        using var text =
            new StreamReader(
                Assembly.GetExecutingAssembly()
                    .GetManifestResourceStream("DigestMailer.Cli.Commands.Preview.PreviewDesk.html")!);
        return text.ReadToEnd();
    }

    [GeneratedRegex(@"\(prefers-color-scheme:\s*dark\)", RegexOptions.NonBacktracking)]
    private static partial Regex DarkMedia();

    /// <summary>Which templates are in use, and why the last change was not taken.</summary>
    private sealed record Standing(int Version, string Text);
}
