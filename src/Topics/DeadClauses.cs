using DigestMailer.Papers;
using DigestMailer.Papers.Sources;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics;

/// <summary>Clauses of the catalogue that can never find a paper with the sources of the settings.</summary>
internal static class DeadClauses
{
    private const int MostShown = 3;

    /// <summary>One line for an operator; null where every clause may find something.</summary>
    public static string? Warning(IReadOnlyCollection<Topic> topics, IReadOnlyCollection<SourceOptions> sources)
    {
        if (sources.Count == 0 || sources.Any(SourceRegistry.GivesCategories))
        {
            return null;
        }

        var dead = topics.Select(topic => (topic.Slug, Clauses: OfCategories(topic.Query)))
            .Where(topic => topic.Clauses.Count > 0).ToList();
        return dead.Count == 0 ? null
            : $"None of the sources gives categories, so {Some(dead.SelectMany(topic => topic.Clauses).Distinct())} "
                + $"in the queries of {Some(dead.Select(topic => topic.Slug))} finds nothing; "
                + "add a source that does, such as ArxivFeed, or leave it out";
    }

    private static List<string> OfCategories(TopicQuery query) =>
        [.. query.Root.All.OfType<Term>().Where(term => term.Field is QueryField.Category or QueryField.Primary)
            .Select(term => term.ToString())];

    private static string Some(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(MostShown))
            + (all.Count > MostShown ? $" and {all.Count - MostShown} more" : "");
    }
}
