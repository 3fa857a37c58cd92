namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// How often a service may be asked, over all sources and processes that share its name: each request takes the next
/// turn. Sources of one pace are asked one after another.
/// </summary>
/// <param name="Name">Name of the turns in the database, such as <c>arxiv</c>.</param>
/// <param name="Interval">Least time between two requests.</param>
internal sealed record Pace(string Name, TimeSpan Interval)
{
    /// <summary>Carries the pace of a request to <see cref="PaceHandler"/>.</summary>
    public static readonly HttpRequestOptionsKey<Pace> Key = new("pace");
}
