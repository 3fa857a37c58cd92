namespace DigestMailer.Web.Api;

/// <summary>The words in which an endpoint of the API says what it is, for the host and for the document.</summary>
internal static class EndpointWords
{
    private const string Problem = "application/problem+json";

    /// <param name="name">The name of the operation, by which clients are generated.</param>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName(name).WithSummary(summary);

    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, params ApiScope[] anyOf)
    {
        var needed = new ScopesNeeded(anyOf);
        return endpoint.WithMetadata(needed).RequireAuthorization(needed.Policy);
    }

    /// <summary>The body it takes: read by hand, so that each fault has its own words.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new BodyTaken(typeof(T)));

    /// <summary>Acts once for the same Idempotency-Key.</summary>
    public static RouteHandlerBuilder Once(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter<OnceFilter>().WithMetadata(new ActsOnce());

    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder endpoint,
        int status = StatusCodes.Status200OK) => endpoint.Produces<T>(status);

    public static RouteHandlerBuilder Gives(this RouteHandlerBuilder endpoint, int status) => endpoint.Produces(status);

    /// <summary>The faults of its own, besides those that every endpoint has.</summary>
    public static RouteHandlerBuilder Faults(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses.Concat([401, 403, 429]))
        {
            endpoint.Produces<Problem>(status, Problem);
        }

        return endpoint;
    }
}

/// <summary>The type whose members the body of a request has.</summary>
internal sealed record BodyTaken(Type Type);

/// <summary>Marks an endpoint that acts once for the same Idempotency-Key.</summary>
internal sealed record ActsOnce;
