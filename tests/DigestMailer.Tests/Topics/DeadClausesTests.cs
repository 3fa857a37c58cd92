using DigestMailer.Papers;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Topics;

internal sealed class DeadClausesTests
{
    [Test]
    public void Clauses_of_categories_are_named_when_no_source_gives_categories() =>
        Assert.That(
            Warning(["HuggingFace", "SavedPage"], "speech OR category:eess.AS", "primary:cs.RO -robot", "video"),
            Is.EqualTo("None of the sources gives categories, so category:eess.AS, primary:cs.RO in the queries of "
                + "t0, t1 finds nothing; add a source that does, such as ArxivFeed, or leave it out"));

    [TestCase("ArxivFeed")]
    [TestCase("Feed")]
    [TestCase("Json")]
    [TestCase("OpenAlex")]
    public void One_source_that_may_give_categories_is_enough(string kind) =>
        Assert.That(Warning(["HuggingFace", kind], "speech OR category:eess.AS"), Is.Null);

    [Test]
    public void Queries_of_words_alone_find_papers_of_every_source() =>
        Assert.That(Warning(["HuggingFace"], "speech", "\"category theory\""), Is.Null);

    private static string? Warning(string[] kinds, params string[] queries) => DeadClauses.Warning(
        new TopicCatalogue(queries.Select((query, i) => new TopicOptions { Slug = $"t{i}", Name = "T", Query = query }))
            .All,
        [.. kinds.Select(kind => new SourceOptions { Name = kind, Kind = kind })]);
}
