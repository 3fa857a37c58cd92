using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// A place where papers are listed. A new kind is one class and its format, and one line in
/// <see cref="SourceRegistry"/>.
/// </summary>
internal abstract class Source(SourceOptions options)
{
    public string Name => Options.Name;

    /// <summary>Name as readers know it.</summary>
    public virtual string Title => Options.Name;

    /// <summary>The limit that this source shares with others; they are asked one after another. Null: none.</summary>
    public virtual Pace? Pace => null;

    /// <summary>Whether a day that was missed can be asked for later.</summary>
    public virtual bool KeepsPastEditions => false;

    /// <summary>Whether it may repeat an old batch under a new date; a file that its owner adds to may not.</summary>
    public virtual bool CanBeStale => true;

    /// <summary>
    /// After how long a day that was answered is asked for again, since its list still grows; null where it is
    /// complete.
    /// </summary>
    /// <param name="age">How many days it is past, at least 1.</param>
    public virtual TimeSpan? AskAgainAfter(int age) => null;

    /// <summary>
    /// Whether papers should have come after those of <paramref name="newest"/>, up to the day asked for.
    /// </summary>
    public virtual bool IsLate(DateOnly newest, DateOnly? asked, DateTimeOffset now) => false;

    protected SourceOptions Options { get; } = options;

    /// <summary>
    /// The listings of one day; endings that are the network's or the source's are answers, not exceptions.
    /// </summary>
    /// <param name="edition">The day asked for; null means the newest.</param>
    public abstract Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel);
}
