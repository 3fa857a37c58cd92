using DigestMailer.Settings;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics;

/// <summary>The topics that the operator offers, by slug, in the order of the settings.</summary>
internal sealed class TopicCatalogue(IEnumerable<TopicOptions> topics)
{
    private readonly Dictionary<string, Topic> bySlug = topics
        .Select(topic => new Topic(topic.Slug, topic.Name,
            (Parse(topic).Query ?? throw new ArgumentException(topic.Slug)) with
            {
                AtLeast = topic.AtLeast,
                NearOneIn = topic.AboutOneIn,
            },
            topic.Description))
        .ToDictionary(topic => topic.Slug, StringComparer.Ordinal);

    public IReadOnlyCollection<Topic> All => bySlug.Values;

    /// <summary>The query, and the prose as an alternative to it.</summary>
    private static ParsedQuery Parse(TopicOptions topic)
    {
        var prose = topic.About.Replace('"', '\'').Trim();
        var about = TopicQuery.Parse($"about:\"{prose}\"");
        if (prose.Length == 0 || about.Fault is not null)
        {
            return prose.Length == 0 ? TopicQuery.Parse(topic.Query) : about;
        }

        var query = TopicQuery.Parse(topic.Query);
        return topic.Query.Trim().Length == 0 ? about : query.Fault is not null ? query
            : query with { Query = new TopicQuery(Either(query.Query!.Root, about.Query!.Root)) };
    }

    private static AnyOf Either(QueryNode query, QueryNode about) =>
        new([.. query is AnyOf any ? any.Nodes : [query], about]);

    public Topic? Find(string slug) => bySlug.GetValueOrDefault(slug);

    /// <summary>One line for a slug that is not in the catalogue.</summary>
    public string UnknownTopic(string slug) => bySlug.Count == 0
        ? $"unknown topic \"{slug}\": the catalogue is empty; add topics to the settings under Topics"
        : $"unknown topic \"{slug}\"; did you mean \"{Nearest(slug)}\"? "
            + $"The catalogue has {string.Join(", ", bySlug.Keys)}";

    private string Nearest(string slug) => bySlug.Keys.MinBy(known => EditDistance.Between(known, slug))!;

    /// <summary>Everything wrong with a catalogue in the settings, a line each.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<TopicOptions> topics)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, topic) in topics.Index())
        {
            if (topic.Slug.Length is 0 or > 40
                || topic.Slug.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            {
                yield return $"Topics:{index}:Slug: \"{topic.Slug}\" is not valid; use 1 to 40 of a-z, 0-9 and -.";
            }

            if (!seen.Add(topic.Slug))
            {
                yield return $"Topics:{index}:Slug: another topic has the slug \"{topic.Slug}\" already; "
                    + "give each topic its own.";
            }

            if (string.IsNullOrWhiteSpace(topic.Name))
            {
                yield return $"Topics:{index}:Name: the topic \"{topic.Slug}\" has no name; give it one.";
            }

            if (topic.AtLeast is not (>= 0 and <= 1))
            {
                yield return $"Topics:{index}:AtLeast of \"{topic.Slug}\" is not valid; write a number from 0 to 1.";
            }

            if (topic.AboutOneIn is < 2 or > 1000)
            {
                yield return $"Topics:{index}:AboutOneIn of \"{topic.Slug}\" is not valid; write a number from 2 to "
                    + "1000.";
            }

            if (string.IsNullOrWhiteSpace(topic.Query) && string.IsNullOrWhiteSpace(topic.About))
            {
                yield return $"Topics:{index}:Query: the topic \"{topic.Slug}\" has no query; write what its papers "
                    + "say, such as \"speech recognition\".";
            }
            else if (Parse(topic).Fault is { } fault)
            {
                yield return $"Topics:{index}:Query of \"{topic.Slug}\" cannot be read: {fault}.";
            }
        }
    }
}
