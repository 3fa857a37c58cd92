using CsCheck;
using DigestMailer.Papers;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Topics;

internal sealed class TopicQueryTests
{
    [TestCase("speech", "speech")]
    [TestCase("a  AND b", "a b")]
    [TestCase("a OR (b c)", "a OR b c")]
    [TestCase("(a OR b) NOT c", "(a OR b) -c")]
    [TestCase("title:\"Speech  codec\" -votes:>10 has:code", "title:\"Speech codec\" -votes:>10 has:code")]
    [TestCase("category:cs.* author:\"Y. LeCun\" pre*", "category:cs.* author:\"Y. LeCun\" pre*")]
    [TestCase("", "*")]
    public void A_query_prints_its_canonical_text(string text, string canonical)
    {
        Assert.That(TopicQuery.Parse(text).Query?.ToString(), Is.EqualTo(canonical));
        Assert.That(TopicQuery.Parse(canonical).Query?.ToString(), Is.EqualTo(canonical));
    }

    [TestCase("(a", 1)]
    [TestCase("a \"b", 3)]
    [TestCase("a OR", 5)]
    [TestCase("titel:a", 1)]
    [TestCase("a )", 3)]
    [TestCase("votes:many", 7)]
    [TestCase("...", 1)]
    public void A_fault_names_its_place(string text, int position) =>
        Assert.That(TopicQuery.Parse(text).Fault?.Position, Is.EqualTo(position));

    [Test]
    public void No_input_throws_in_parser_or_index()
    {
        using var index = TopicIndex.Build([Paper(1, "Speech codecs", "A study of \"quotes\"; DROP TABLE texts")]);
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char["()\"*:-' ORNTabtitle>0%_\0"]), 0, 60].Sample(text =>
        {
            if (TopicQuery.Parse(text).Query is { } query)
            {
                index.Find(query);
                index.MatchedWords(query, 1);
            }
        }, iter: 3000);
    }

    [TestCase("speech", new long[] { 1 })]
    [TestCase("codec -speech", new long[] { 2 })]
    [TestCase("-speech", new long[] { 2, 3 })]
    [TestCase("\"image codec\"", new long[] { 2 })]
    [TestCase("title:study", new long[0])]
    [TestCase("author:\"Y. LeCun\"", new long[] { 3 })]
    [TestCase("author:müller", new long[] { 2 })]
    [TestCase("category:cs.* votes:>=5", new long[] { 3 })]
    [TestCase("has:code", new long[] { 2 })]
    [TestCase("*", new long[] { 1, 2, 3 })]
    public void Each_operator_finds_what_it_says(string text, long[] ids)
    {
        using var index = TopicIndex.Build([
            Paper(1, "Speech codecs", "A study of voices") with { Categories = ["eess.AS"] },
            Paper(2, "An image codec", "Pictures made small") with { Authors = ["Jörg Müller"], CodeUrl = "https://example.org/c" },
            Paper(3, "Learning to see", "On vision") with { Authors = ["Yann LeCun"], Categories = ["cs.CV"], Votes = 7 }]);
        Assert.That(index.Find(TopicQuery.Parse(text).Query!).Select(match => match.PaperId).Order(), Is.EqualTo(ids));
    }

    private static Paper Paper(long id, string title, string summary) => new() { Id = id, Key = $"title:{id}", Title = title, Abstract = summary, Url = "https://example.org/" };
}
