using DigestMailer.Topics.Queries;

namespace DigestMailer.Tests.Topics.Queries;

/// <summary>What a query asks for: its tree, and what the rest of the program reads from it.</summary>
internal sealed class QueryTreeTests
{
    [TestCase("*", "*")]
    [TestCase("＊", "*")]
    [TestCase(" \t ", "*")]
    [TestCase(null, "*")]
    [TestCase("NOT NOT a", "a")]
    [TestCase("--(a b) c", "a b c")]
    [TestCase("-(a b)", "-(a b)")]
    [TestCase("-(a OR b)", "-(a OR b)")]
    [TestCase("-(a)", "-a")]
    [TestCase("(a OR b) OR c", "a OR b OR c")]
    [TestCase("a (b c) d", "a b c d")]
    [TestCase("a OR b c OR d", "a OR b c OR d")]
    [TestCase("a AND b AND c", "a b c")]
    [TestCase("and or not", "and or not")]
    [TestCase("TITLE:a Author:b", "title:a author:b")]
    [TestCase("title: a", "title:a")]
    [TestCase("a\0b", "a b")]
    [TestCase("a\"b c\"d", "a \"b c\" d")]
    [TestCase("a(b)c", "a b c")]
    [TestCase("a*b", "a* b")]
    [TestCase("\"a b\"*", "\"a b\"*")]
    [TestCase("votes:>5 votes:>=5 votes:<5 votes:<=5 stars:=5", "votes:>5 votes:>=5 votes:<5 votes:<=5 stars:=5")]
    [TestCase("votes:<007", "votes:<7")]
    [TestCase("HAS:CODE has:Project", "has:code has:project")]
    [TestCase("abstract:a category:b primary:c org:d source:e", "abstract:a category:b primary:c org:d source:e")]
    [TestCase("like:a about:b nearer:c nearest:d", "like:a about:b nearer:c nearest:d")]
    [TestCase("＝\"a b\"", "=\"a b\"")]
    [TestCase("＝a", "=a")]
    [TestCase("\"=a b\"", "\"=a b\"")]
    [TestCase("abstract:=a", "abstract:=a")]
    [TestCase("a=b", "a=b")]
    public void A_query_is_read_into_the_simplest_tree(string? text, string canonical) =>
        Assert.That(TopicQuery.Parse(text).Query?.Text, Is.EqualTo(canonical));

    [TestCase(">", false, false, true)]
    [TestCase(">=", false, true, true)]
    [TestCase("<", true, false, false)]
    [TestCase("<=", true, true, false)]
    [TestCase("=", false, true, false)]
    public void A_bound_holds_below_at_and_above_its_count(string comparison, bool below, bool at, bool above)
    {
        var bound = (Bound)TopicQuery.Parse($"votes:{comparison}5").Query!.Root;
        Assert.That(new[] { 4, 5, 6 }.Select(bound.Holds), Is.EqualTo(new[] { below, at, above }));
    }

    [TestCase("speech codec", "speech, codec")]
    [TestCase("speech OR -codec", "speech")]
    [TestCase("(speech OR title:voice) -(image video) votes:>5", "speech, title:voice")]
    [TestCase("*", "")]
    public void Only_terms_outside_a_negation_are_wanted(string text, string terms) =>
        Assert.That(string.Join(", ", TopicQuery.Parse(text).Query!.Wanted), Is.EqualTo(terms));

    [TestCase("like:2508.00001 -(speech OR like:2508.00002)", "2508.00001, 2508.00002", true)]
    [TestCase("about:\"robots that grasp\"", "", true)]
    [TestCase("nearer:robots", "", true)]
    [TestCase("nearest:robots", "", true)]
    [TestCase("-about:robots", "", true)]
    [TestCase("title:robots author:lee votes:>5", "", false)]
    public void A_query_knows_its_papers_and_whether_it_goes_by_meaning(string text, string liked, bool ofMeaning)
    {
        var query = TopicQuery.Parse(text).Query!;
        Assert.That((string.Join(", ", query.Liked), query.IsOfMeaning), Is.EqualTo((liked, ofMeaning)));
    }

    [TestCase("robots", true, false)]
    [TestCase("title:robots", true, false)]
    [TestCase("abstract:robots", true, false)]
    [TestCase("author:lee", false, false)]
    [TestCase("org:lab", false, false)]
    [TestCase("like:2508.00001", false, false)]
    [TestCase("about:robots", false, true)]
    [TestCase("nearest:robots", false, true)]
    public void A_term_is_of_the_text_or_prose_or_neither(string text, bool ofText, bool prose)
    {
        var term = TopicQuery.Parse(text).Query!.Wanted.Single();
        Assert.That((term.IsOfText, term.IsProse), Is.EqualTo((ofText, prose)));
    }

    [Test]
    public void Queries_are_equal_where_they_ask_for_the_same()
    {
        var query = TopicQuery.Parse("(a OR b) c").Query!;
        TopicQuery?[] same = [TopicQuery.Parse("( a OR b )  AND c").Query, query with { AtLeast = 0 }];
        TopicQuery?[] other =
        [
            TopicQuery.Parse("a OR b c").Query, query with { AtLeast = 0.5 }, query with { NearAtLeast = 0.5f },
            query with { NearOneIn = 25 }, null,
        ];
        Assert.That(same, Is.All.EqualTo(query));
        Assert.That(other, Has.None.EqualTo(query));
        Assert.That(new HashSet<TopicQuery> { query }, Does.Contain(same[0]).And.Not.Contain(other[0]));
    }

    [TestCase("a b", "a b", true)]
    [TestCase("a b", "b a", false)]
    [TestCase("a b", "a b c", false)]
    [TestCase("a OR b", "a OR b", true)]
    [TestCase("a OR b", "b OR a", false)]
    [TestCase("a OR b", "a b", false)]
    [TestCase("-a", "-a", true)]
    [TestCase("=a", "a", false)]
    public void Trees_are_equal_where_their_texts_are(string one, string two, bool equal)
    {
        var (left, right) = (TopicQuery.Parse(one).Query!.Root, TopicQuery.Parse(two).Query!.Root);
        Assert.That(left.Equals(right), Is.EqualTo(equal));
        Assert.That(new HashSet<QueryNode> { left }.Contains(right), Is.EqualTo(equal));
    }
}
