using DigestMailer.Topics;

namespace DigestMailer.Web.Api;

/// <summary>A topic of the catalogue as the API shows one.</summary>
/// <param name="Query">In the query language, as it is read.</param>
internal sealed record TopicAnswer(string Slug, string Name, string Description, string Query)
{
    public static TopicAnswer Of(Topic topic) => new(topic.Slug, topic.Name, topic.Description, topic.Query.Text);
}
