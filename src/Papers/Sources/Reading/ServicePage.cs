namespace DigestMailer.Papers.Sources.Reading;

/// <summary>One page of a service's answer.</summary>
/// <param name="Next">What to ask for next, in the words of the service; null after the last page.</param>
/// <param name="Error">One line where the page could not be had or read.</param>
/// <param name="IsMalformed">Whether the error is of the answer's format.</param>
internal sealed record ServicePage(IReadOnlyList<Listing> Listings, string? Next, string? Error, bool IsMalformed)
{
    public static ServicePage Of(IReadOnlyList<Listing> listings, string? next) => new(listings, next, null, false);

    public static ServicePage Failed(string error) => new([], null, error, false);

    public static ServicePage Refused(string error) => new([], null, error, true);
}
