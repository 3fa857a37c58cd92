using Microsoft.AspNetCore.Routing.Patterns;

namespace DigestMailer.Web.Site;

/// <summary>
/// Takes the path of <c>Site:BaseUrl</c> off an address, unless a proxy has done so already. Where the path ends like
/// one of our own folders (<c>/papers</c>), what follows tells: <c>/papers/papers/KEY</c> still has it,
/// <c>/papers/KEY</c> has not.
/// </summary>
internal sealed class SitePath(string root, IEnumerable<EndpointDataSource> endpoints)
{
    private readonly PathString path = new(root);
    private readonly Lazy<HashSet<string>> folders = new(() => First(endpoints, _ => true));
    private readonly Lazy<HashSet<string>> pages =
        new(() => First(endpoints, pattern => pattern.PathSegments.Count == 1));

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments(path, out var matched, out var rest) && IsOurs(rest, request.Path))
        {
            request.PathBase = request.PathBase.Add(matched);
            request.Path = rest;
        }

        return next(context);
    }

    private bool IsOurs(PathString rest, PathString whole)
    {
        // Our links to the front page end in a slash, those to a page such as /topics do not.
        return rest.HasValue ? rest == "/" || folders.Value.Contains(rest.Value.Split('/', 3)[1])
            : !pages.Value.Contains(whole.Value![1..]);
    }

    private static HashSet<string> First(IEnumerable<EndpointDataSource> endpoints, Func<RoutePattern, bool> which) =>
        endpoints.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern)
            .Where(pattern => pattern.PathSegments.Count > 0 && which(pattern))
            .Select(pattern => pattern.PathSegments[0].Parts[0]).OfType<RoutePatternLiteralPart>()
            .Select(part => part.Content).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
