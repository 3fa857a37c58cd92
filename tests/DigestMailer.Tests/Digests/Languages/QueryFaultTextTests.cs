using DigestMailer.Digests.Languages;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Tests.Digests.Languages;

/// <summary>Why a query cannot be read: commands say it in English, pages in the language of the reader.</summary>
internal sealed class QueryFaultTextTests
{
    private static readonly LanguageShelf Shelf = new([Samples.Folder("templates")]);

    /// <summary>A query for each kind of fault.</summary>
    private static readonly string[] Faulty =
    [
        new('a', TopicQuery.MaxLength + 1), string.Join(' ', Enumerable.Range(0, 101).Select(i => $"w{i}")),
        new('(', 60), "a)", "(a", "\"a", "\"\"", "(", "OR a", "a OR", "a * b", "+++", "title:(a b)", "titel:a",
        "somethingelse:a", "votes:many", "has:cod", "author:=\"a b\"", "=\"a\"*",
    ];

    private static IReadOnlyList<QueryFault> Faults => [.. Faulty.Select(text => TopicQuery.Parse(text).Fault!)];

    [Test]
    public void There_is_a_query_here_for_every_kind_of_fault() =>
        Assert.That(Faults.Select(fault => fault.Kind), Is.EquivalentTo(Enum.GetValues<QueryFaultKind>()));

    [Test]
    public void The_English_text_is_that_of_the_commands() =>
        Assert.That(Faults.Select(fault => QueryFaultText.Of(fault, Shelf.English)),
            Is.EqualTo(Faults.Select(fault => fault.ToString())));

    [Test]
    public void Every_other_language_says_each_in_its_own_words()
    {
        foreach (var language in Shelf.All.Where(language => language != Shelf.English))
        {
            var said = Faults.Select(fault => QueryFaultText.Of(fault, language)).ToList();
            Assert.That(said, Is.Unique.And.All.Not.Contain("{"), language.Tag);
            Assert.That(said.Intersect(Faults.Select(fault => fault.ToString())), Is.Empty, language.Tag);
        }
    }

    [Test]
    public void A_fault_names_the_query_its_place_and_what_was_meant() =>
        Assert.That(QueryFaultText.Of("titel:a", TopicQuery.Parse("titel:a").Fault!, Shelf.For("fr")),
            Does.Contain("titel:a").And.Contain("1").And.Contain("title"));
}
