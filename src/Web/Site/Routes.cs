namespace DigestMailer.Web.Site;

/// <summary>Addresses that are read: GET and HEAD, which change nothing.</summary>
internal static class Routes
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder app, string pattern, Delegate handler) =>
        app.MapMethods(pattern, Read, handler);
}
