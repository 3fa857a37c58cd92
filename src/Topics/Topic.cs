using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics;

/// <summary>A named topic of the catalogue.</summary>
internal sealed record Topic(string Slug, string Name, TopicQuery Query, string Description);
