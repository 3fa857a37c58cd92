using System.IO.Compression;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using DigestMailer.Web.Admin;
using DigestMailer.Web.Api;
using DigestMailer.Web.Forms;
using DigestMailer.Web.Gallery;
using DigestMailer.Web.Hooks;
using DigestMailer.Web.Pages;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using DigestMailer.Web.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web;

/// <summary>Puts the pages into the host.</summary>
internal static class WebRegistration
{
    private static readonly string[] Compressed =
        ["application/atom+xml", "text/x-opml", "image/svg+xml", "application/x-bibtex",
            "application/x-research-info-systems"];

    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        AddForms(services);
        AddBounds(services);
        services.AddApi();
        services.AddHooks();
        services.AddSingleton<SiteAssets>();
        services.AddSingleton<PageView>();
        services.AddSingleton<SecurityHeaders>();
        services.AddSingleton<StoredShelves>();
        services.AddSingleton<Shelves>();
        services.AddSingleton<ReadingRoom>();
        services.AddSingleton<Reading.Calendar>();
        services.AddSingleton<PaperFinder>();
        services.AddSingleton<KeptPages>();
        services.AddKeptAnswers();
        services.AddSingleton<PaperList>();
        services.AddSingleton<Neighbours>();
        services.AddSingleton<Forecast>();
        services.AddSingleton<MessagePage>();
        services.AddSingleton<HomePage>();
        services.AddSingleton<CitationEndpoints>();
        services.AddSingleton<EditionPages>();
        services.AddSingleton<TrendingPage>();
        services.AddSingleton<SavedPage>();
        services.AddSingleton<TopicPages>();
        services.AddSingleton<PaperPage>();
        services.AddSingleton<Feeds>();
        services.AddSingleton<TopicOutline>();
        services.AddSingleton<SiteMap>();
        services.AddSingleton<SubscribePage>();
        services.AddSingleton<ConfirmPage>();
        services.AddSingleton<Bearer>();
        services.AddSingleton<PreferencesPage>();
        services.AddSingleton<OwnDataPages>();
        services.AddSingleton<UnsubscribePage>();
        services.AddSingleton<FeedbackPage>();
        services.AddHttpClient(SnsSignature.Client, client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(
                () => new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    MaxResponseDrainSize = 0
                })
            .ConfigureHttpClient(client => client.MaxResponseContentBufferSize = 64 * 1024);
        services.AddSingleton<SnsSignature>();
        services.AddSingleton<SnsDoor>();
        services.AddSingleton<PlainWebhook>();
        services.AddSingleton<WebhookPages>();
        services.AddAdmin();
        services.AddSingleton<StatusPage>();
        services.AddSingleton<ViewPage>();
        services.AddSingleton<PageGallery>();
        services.AddSingleton<Mailbox>();
        services.AddSingleton<PageCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<PageCheck>());
        return services;
    }

    private static void AddForms(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("DigestMailer");
        services.AddOptions<KeyManagementOptions>()
            .Configure<Database, KeyRing>((keys, database, ring) =>
                (keys.XmlRepository, keys.XmlEncryptor) = (new StoredKeys(database), new RingXmlEncryptor(ring)));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "digestmailer-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<WishesForm>();
        services.AddSingleton<MarkedPapers>();
        services.AddSingleton<LibraryForm>();
        services.AddSingleton<FormSeal>();
        services.AddSingleton<FormGuard>();
        services.AddSingleton<SubscribeForm>();
        services.AddSingleton<SignupLimits>();
        services.AddSingleton<MailboxLimit>();
        services.AddSingleton<LinkDesk>();
        services.AddSingleton<SavedPapersPage>();
        services.AddSingleton<AddressDesk>();
        services.AddSingleton<AddressForm>();
        services.AddSingleton<DigestsForm>();
        services.AddSingleton<AddressPages>();
        services.AddSingleton<LinksPage>();
        services.AddSingleton<SignupDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<SignupDesk>());
    }

    private static void AddBounds(IServiceCollection services)
    {
        services.AddSingleton<CallerFaults>();
        RequestLimits.Add(services);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, .. Compressed];
        });
        // Pages are made for each visitor, so the time to compress them counts more than the last byte.
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }

    /// <summary>Every address that the site answers.</summary>
    public static void MapPages(this WebApplication app)
    {
        var services = app.Services;
        app.UseForwardedHeaders(Proxies.Options(services.GetRequiredService<IOptions<WebOptions>>().Value));
        app.Use(LeadingSlashes.InvokeAsync);
        var (headers, messages) =
            (services.GetRequiredService<SecurityHeaders>(), services.GetRequiredService<MessagePage>());
        if (services.GetRequiredService<PageView>().Base is { Length: > 0 } path)
        {
            app.Use(new SitePath(path, ((IEndpointRouteBuilder)app).DataSources).InvokeAsync);
        }

        app.Use(MailedLinks.InvokeAsync);
        app.UseResponseCompression();
        app.UseExceptionHandler(failed => failed.Use(headers.InvokeAsync)
            .Run(context => Answer(context, StatusCodes.Status500InternalServerError, messages)));
        app.Use(headers.InvokeAsync);
        app.UseStatusCodePages(pages =>
            Answer(pages.HttpContext, pages.HttpContext.Response.StatusCode, messages));
        app.Use(services.GetRequiredService<CallerFaults>().InvokeAsync);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseEndingRateLimiter();
        app.UseKeptAnswers();
        app.MapRead("/health/live", () => Results.Text("live"));
        services.GetRequiredService<SiteAssets>().Map(app);
        services.GetRequiredService<HomePage>().Map(app);
        services.GetRequiredService<EditionPages>().Map(app);
        services.GetRequiredService<TrendingPage>().Map(app);
        services.GetRequiredService<SavedPage>().Map(app);
        services.GetRequiredService<CitationEndpoints>().Map(app);
        services.GetRequiredService<TopicPages>().Map(app);
        services.GetRequiredService<PaperPage>().Map(app);
        services.GetRequiredService<Feeds>().Map(app);
        services.GetRequiredService<TopicOutline>().Map(app);
        services.GetRequiredService<LinksPage>().Map(app);
        services.GetRequiredService<SiteMap>().Map(app);
        services.GetRequiredService<StatusPage>().Map(app);
        services.GetRequiredService<SubscribePage>().Map(app);
        services.GetRequiredService<ConfirmPage>().Map(app);
        services.GetRequiredService<PreferencesPage>().Map(app);
        services.GetRequiredService<OwnDataPages>().Map(app);
        services.GetRequiredService<SavedPapersPage>().Map(app);
        services.GetRequiredService<AddressPages>().Map(app);
        services.GetRequiredService<UnsubscribePage>().Map(app);
        services.GetRequiredService<FeedbackPage>().Map(app);
        services.GetRequiredService<WebhookPages>().Map(app);
        services.GetRequiredService<ViewPage>().Map(app);
        app.MapAdmin();
        app.MapApi();
    }

    /// <summary>What a status says where nothing else has been said: to programs a problem, to people a page.</summary>
    private static Task Answer(HttpContext context, int status, MessagePage messages) =>
        (ApiAnswer.IsFor(context) ? ApiAnswer.OfStatus(status) : messages.Status(context, status))
            .ExecuteAsync(context);
}
