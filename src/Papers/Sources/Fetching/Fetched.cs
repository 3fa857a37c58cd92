using System.Net;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// An answer of the web or the text of a file. A large one holds the place of the one large text that is in memory at
/// a time; disposing it makes room for the next.
/// </summary>
/// <param name="Status">0 where there was no answer.</param>
/// <param name="Failure">One line that says why there is none.</param>
internal sealed record Fetched(HttpStatusCode Status, string Body, string? Failure) : IDisposable
{
    /// <summary>Kept with the papers and sent with the next conditional request.</summary>
    public Validators? Validators { get; init; }

    /// <summary>Where the body came from after redirects; relative links start there.</summary>
    public Uri? Address { get; init; }

    /// <summary>When the server wants to be asked again.</summary>
    public DateTimeOffset? AskAfter { get; init; }

    /// <summary>Whether the request named a version, so that 304 is an answer to it.</summary>
    public bool Conditional { get; init; }

    /// <summary>The place of a large text, or null.</summary>
    public IDisposable? Room { get; init; }

    public bool NotModified => Status == HttpStatusCode.NotModified && Conditional;

    public static Fetched Failed(string failure) => new(0, "", failure);

    /// <summary>One line where this is not a success; null where it is.</summary>
    public string? Error(string what) => Failure ?? (Status switch
    {
        HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation => null,
        HttpStatusCode.NotModified when Conditional => null,
        HttpStatusCode.NotModified =>
            $"{what} says that nothing has changed (304), though we have no answer of it yet; "
                + "the next gathering asks again",
        HttpStatusCode.TooManyRequests => $"{what} asks us to slow down (429); {Next}",
        HttpStatusCode.ServiceUnavailable => $"{what} is not available (503); {Next}",
        HttpStatusCode.NoContent => $"{what} answered without content (204); the next gathering asks again",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"{what} does not let us in ({(int)Status}); check its address, or its key where it takes one",
        HttpStatusCode.NotFound or HttpStatusCode.Gone =>
            $"{what} has nothing at this address ({(int)Status}); check Url in the settings",
        >= HttpStatusCode.InternalServerError =>
            $"{what} has a fault of its own ({(int)Status}); the next gathering asks again",
        _ => $"{what} answered {(int)Status} {Status}; if it stays so, check the address in the settings",
    });

    private string Next => AskAfter is { } at ? $"it is asked again after {at:yyyy-MM-dd HH:mm} UTC"
        : "the next gathering asks again";

    public void Dispose() => Room?.Dispose();
}
