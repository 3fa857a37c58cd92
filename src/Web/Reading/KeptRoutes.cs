using Microsoft.AspNetCore.OutputCaching;

namespace DigestMailer.Web.Reading;

/// <summary>Puts the keeping of answers into the host, and before the routes that ask for it.</summary>
internal static class KeptRoutes
{
    public static void AddKeptAnswers(this IServiceCollection services)
    {
        services.AddSingleton<KeptAnswers>();
        services.AddOutputCache();
        services.Configure<OutputCacheOptions>(cache =>
        {
            (cache.SizeLimit, cache.MaximumBodySize) = (KeptAnswers.MostBytes, KeptAnswers.MostBytesOfOne);
            cache.UseCaseSensitivePaths = true;
        });
    }

    /// <summary>
    /// To be used once the caller's requests are counted. What is compressed here is kept so; other answers are
    /// compressed further out, and those of one person, which are not to be, have nothing to do with this.
    /// </summary>
    public static void UseKeptAnswers(this WebApplication app) => app.UseWhen(
        context => context.GetEndpoint()?.Metadata.GetMetadata<KeptRoute>() is not null,
        branch => branch.UseOutputCache().UseResponseCompression());

    /// <summary>Keeps the answers of a route that speaks the language of the visitor.</summary>
    /// <param name="query">The names in the query that it reads.</param>
    public static RouteHandlerBuilder Kept(this RouteHandlerBuilder route, IEndpointRouteBuilder app,
        params string[] query) => route.WithMetadata(new KeptRoute(Answers(app), speaks: true, query));

    /// <summary>Keeps the answers of a route that speaks one language.</summary>
    /// <inheritdoc cref="Kept" path="/param"/>
    public static RouteHandlerBuilder KeptForAll(this RouteHandlerBuilder route, IEndpointRouteBuilder app,
        params string[] query) => route.WithMetadata(new KeptRoute(Answers(app), speaks: false, query));

    private static KeptAnswers Answers(IEndpointRouteBuilder app) =>
        app.ServiceProvider.GetRequiredService<KeptAnswers>();
}
