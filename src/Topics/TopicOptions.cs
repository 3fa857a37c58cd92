namespace DigestMailer.Topics;

/// <summary>One topic of the catalogue, an element of the settings array <c>Topics</c>.</summary>
internal sealed class TopicOptions
{
    /// <summary>Short lower-case name used in links and commands, such as <c>speech</c>.</summary>
    public string Slug { get; set; } = "";

    /// <summary>Name that readers see.</summary>
    public string Name { get; set; } = "";

    /// <summary>In the topic query language.</summary>
    public string Query { get; set; } = "";

    /// <summary>
    /// What the topic is about, in prose; adds the papers whose meaning is nearest to it, as many as <c>AboutOneIn</c>
    /// says. Left out, the query alone decides, because a query does not err on words that it names.
    /// </summary>
    public string About { get; set; } = "";

    /// <summary>
    /// Of how many papers of a month one is near enough to <c>About</c>, 2 to 1000. Take about twice as many as have
    /// one on the topic: nearness finds its most typical papers first, and finds some even where there are none.
    /// </summary>
    public int AboutOneIn { get; set; } = 200;

    /// <summary>One sentence for readers who choose topics.</summary>
    public string Description { get; set; } = "";

    /// <summary>
    /// How relevant a paper must be, 0 to 1. One word met once in an abstract makes about 0.45, two mentions 0.6, one
    /// in a title 0.75; so the default leaves out papers that mention the topic once in passing.
    /// </summary>
    public double AtLeast { get; set; } = 0.5;
}
