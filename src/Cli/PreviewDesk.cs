using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DigestMailer.Digests;
using DigestMailer.Storage;

namespace DigestMailer.Cli;

/// <summary>
/// The preview in a browser of this machine: a mail on a phone and a desk, in light and dark, made anew as soon as a template or a language is saved.
/// A fault is shown with its file, line and column, above what the last good templates make.
/// </summary>
/// <param name="make">A mail by name and language tag.</param>
internal sealed partial class PreviewDesk(Templates templates, TemplateWatch watch, Func<string, string, ComposedMail> make) : IAsyncDisposable
{
    private static readonly string[] Mails = ["digest", "confirm", "goodbye"];
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

    private void Changed() => Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

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

    private IResult Show(HttpContext context, string mail = "digest", string language = "en")
    {
        var (chosen, tag) = (Mails.Contains(mail) ? mail : "digest", templates.Languages.For(language).Tag);
        var nonce = Guid.NewGuid().ToString("N");
        context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; frame-src 'self'";
        var links = Mails.SelectMany(name => templates.Languages.All.Select(known =>
            $"<a href=\"/?mail={name}&amp;language={known.Tag}\"{(name == chosen && known.Tag == tag ? " aria-current=\"page\"" : "")}>{name} {PlainText.Html(known.Tag)}</a>"));
        return Results.Content(Desk.Replace("{nonce}", nonce).Replace("{mail}", chosen).Replace("{language}", PlainText.Html(tag)).Replace("{links}", string.Concat(links)), "text/html; charset=utf-8");
    }

    private IResult Mail(HttpContext context, string mail, string format, string language = "en", bool dark = false)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src https: http:";
        try
        {
            var message = make(mail, language).Message;
            return format == "txt" ? Results.Text(message.TextBody, "text/plain; charset=utf-8") : Results.Content(InScheme(message.HtmlBody!, dark), "text/html; charset=utf-8");
        }
        catch (RefusedException fault)
        {
            return Results.Text(fault.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>As a reader of that scheme sees it, whatever this machine prefers.</summary>
    private static string InScheme(string html, bool dark) => DarkMedia().Replace(html, dark ? "all" : "not all");

    /// <summary>How it stands, at once and after each change, until the page is closed or the desk stops.</summary>
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
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("DigestMailer.Cli.PreviewDesk.html")!);
        return text.ReadToEnd();
    }

    [GeneratedRegex(@"\(prefers-color-scheme:\s*dark\)")]
    private static partial Regex DarkMedia();

    /// <summary>Which templates are in use, and why the last change was not taken.</summary>
    private sealed record Standing(int Version, string Text);
}
