namespace DigestMailer.Topics;

/// <summary>One topic of the catalogue, an element of the settings array <c>Topics</c>.</summary>
internal sealed class TopicOptions
{
    /// <summary>Short lower-case name used in links and commands, such as <c>speech</c>.</summary>
    public string Slug { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>In the topic query language.</summary>
    public string Query { get; set; } = "";

    public string Description { get; set; } = "";
}
