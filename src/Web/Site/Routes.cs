using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Site;

/// <summary>
/// Addresses of pages. What binds the values of a request to the parameters of a handler is compiled when its address
/// is first asked for: for all of them together that takes longer than the rest of a start.
/// </summary>
internal static class Routes
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>An address that is read: GET and HEAD, which change nothing.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder app, string pattern, Delegate handler) =>
        app.MapMethods(pattern, Read, Late(app, pattern, handler));

    /// <summary>An address that takes a form: POST.</summary>
    public static RouteHandlerBuilder MapForm(this IEndpointRouteBuilder app, string pattern, Delegate handler) =>
        app.MapPost(pattern, Late(app, pattern, handler));

    /// <summary>Filters are for a group, and are compiled into its handlers.</summary>
    private static Delegate Late(IEndpointRouteBuilder app, string pattern, Delegate handler)
    {
        if (app is RouteGroupBuilder)
        {
            return handler;
        }

        var made = new Lazy<RequestDelegate>(() => Make(app.ServiceProvider, pattern, handler));
        RequestDelegate late = context => made.Value(context);
        return late;
    }

    private static RequestDelegate Make(IServiceProvider services, string pattern, Delegate handler) =>
        RequestDelegateFactory.Create(handler, new RequestDelegateFactoryOptions
        {
            ServiceProvider = services,
            RouteParameterNames = RoutePatternFactory.Parse(pattern).Parameters.Select(parameter => parameter.Name),
            ThrowOnBadRequest =
                services.GetRequiredService<IOptions<RouteHandlerOptions>>().Value.ThrowOnBadRequest,
            DisableInferBodyFromParameters = true,
        }).RequestDelegate;
}
