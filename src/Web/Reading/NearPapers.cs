using DigestMailer.Papers;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Web.Reading;

/// <summary>Papers that are near to prose, nearest first, and the query that found them.</summary>
internal sealed record NearPapers(IReadOnlyList<Paper> Papers, TopicQuery Query);
