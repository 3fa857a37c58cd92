using DigestMailer.Topics.Queries;

namespace DigestMailer.Tests.Topics.Queries;

/// <summary>What a reader is told of a query that cannot be read, and the edges of what can.</summary>
internal sealed class QueryFaultTests
{
    private const string Known = "title, abstract, author, category, primary, org, source, like, about, nearer, "
        + "nearest, votes, stars, has";

    [TestCase("a)", "this closing parenthesis has no opening one (at character 2)")]
    [TestCase("(a", "this parenthesis is never closed (at character 1)")]
    [TestCase("b (a", "this parenthesis is never closed (at character 3)")]
    [TestCase("a \"b", "this quotation mark is never closed; put another at the end of the phrase (at character 3)")]
    [TestCase("a \"\"", "these quotation marks hold nothing (at character 3)")]
    [TestCase("a \" \"", "these quotation marks hold nothing (at character 3)")]
    [TestCase("(", "a word is missing here (at character 2)")]
    [TestCase("a -", "a word is missing after \"-\" (at character 4)")]
    [TestCase("()", "a word is missing before \")\" (at character 2)")]
    [TestCase("AND a", "a word is missing before \"AND\" (at character 1)")]
    [TestCase("a OR OR b", "a word is missing before \"OR\" (at character 6)")]
    [TestCase("a OR", "a word is missing after \"OR\" (at character 5)")]
    [TestCase("a AND", "a word is missing after \"AND\" (at character 6)")]
    [TestCase("a AND OR b", "a word is missing before \"OR\" (at character 7)")]
    [TestCase("a NOT", "a word is missing after \"NOT\" (at character 6)")]
    [TestCase("title:", "a word is missing after \"title:\" (at character 7)")]
    [TestCase("title: OR a", "a word is missing after \"title:\" (at character 8)")]
    [TestCase("title:*", "a word is missing after \"title:\" (at character 7)")]
    [TestCase("a *", "a * follows the beginning of a word, as in quantiz*; alone it must be the whole query "
        + "(at character 3)")]
    [TestCase("* a", "a * follows the beginning of a word, as in quantiz*; alone it must be the whole query "
        + "(at character 1)")]
    [TestCase("a**", "a * follows the beginning of a word, as in quantiz*; alone it must be the whole query "
        + "(at character 3)")]
    [TestCase("a +++", "\"+++\" holds neither letter nor digit (at character 3)")]
    [TestCase("a :b", "\":\" holds neither letter nor digit (at character 3)")]
    [TestCase("title:(a)", "a field takes one word or phrase; write title:a title:b or title:\"a b\" "
        + "(at character 7)")]
    [TestCase("titel:a", "unknown field \"titel\"; did you mean \"title\"? (at character 1)")]
    [TestCase("a AUTOR:b", "unknown field \"autor\"; did you mean \"author\"? (at character 3)")]
    [TestCase("hs:a", "unknown field \"hs\"; did you mean \"has\"? (at character 1)")]
    [TestCase("vote:>5", "unknown field \"vote\"; did you mean \"votes\"? (at character 1)")]
    [TestCase("https:a", $"unknown field \"https\"; the fields are {Known}. If you mean the text, put it in "
        + "quotation marks (at character 1)")]
    [TestCase("votes:many", "write a bound on votes as votes:>10 (at character 7)")]
    [TestCase("stars:25", "write a bound on stars as stars:>25 (at character 7)")]
    [TestCase("votes:999999999", "write a bound on votes as votes:>999999999 (at character 7)")]
    [TestCase("votes:1000000000", "write a bound on votes as votes:>10 (at character 7)")]
    [TestCase("votes:>1000000000", "write a bound on votes as votes:>10 (at character 7)")]
    [TestCase("votes:=>5", "write a bound on votes as votes:>10 (at character 7)")]
    [TestCase("votes:>-5", "write a bound on votes as votes:>10 (at character 7)")]
    [TestCase("has:cod", "a paper cannot have \"cod\"; did you mean has:code? (at character 5)")]
    [TestCase("has:projekt", "a paper cannot have \"projekt\"; did you mean has:project? (at character 5)")]
    [TestCase("has:code,project",
        "a paper cannot have \"code,project\"; did you mean has:project? (at character 5)")]
    [TestCase("has:1", "a paper cannot have \"1\"; did you mean has:code? (at character 5)")]
    [TestCase("author:=\"a b\"", "only words of the text can be exact; leave out the = here (at character 9)")]
    [TestCase("has:=\"code\"", "only words of the text can be exact; leave out the = here (at character 6)")]
    [TestCase("=\"a\"*", "an exact word has no *; leave out the = or the * (at character 2)")]
    public void A_fault_says_what_is_wrong_and_where(string text, string message) =>
        Assert.That(TopicQuery.Parse(text).Fault?.ToString(), Is.EqualTo(message));

    [Test]
    public void The_first_fault_is_the_one_reported() =>
        Assert.That(TopicQuery.Parse("titel:a votes:many )").Fault?.Kind, Is.EqualTo(QueryFaultKind.FieldLike));

    [TestCase(2000, null)]
    [TestCase(2001, "a query has at most 2000 characters; divide it into several (at character 2000)")]
    public void A_query_has_a_greatest_length(int length, string? message) =>
        Assert.That(TopicQuery.Parse(new string('a', length)).Fault?.ToString(), Is.EqualTo(message));

    [Test]
    public void Spaces_around_a_query_do_not_count() =>
        Assert.That(TopicQuery.Parse($" {new string('a', 2000)}\n").Fault, Is.Null);

    [TestCase(100, null)]
    [TestCase(101, "a query has at most 100 terms (at character 201)")]
    public void A_query_has_a_greatest_number_of_terms(int terms, string? message) =>
        Assert.That(TopicQuery.Parse(string.Join(' ', Enumerable.Repeat("a", terms))).Fault?.ToString(),
            Is.EqualTo(message));

    [TestCase('(', ')', 49, null)]
    [TestCase('(', ')', 50, "more than 50 parentheses inside each other (at character 51)")]
    [TestCase('-', ' ', 49, null)]
    [TestCase('-', ' ', 50, "more than 50 parentheses inside each other (at character 51)")]
    public void A_query_has_a_greatest_depth(char open, char close, int depth, string? message) =>
        Assert.That(TopicQuery.Parse(new string(open, depth) + "a" + new string(close, depth)).Fault?.ToString(),
            Is.EqualTo(message));

    [Test]
    public void Parentheses_one_after_the_other_are_not_inside_each_other() =>
        Assert.That(TopicQuery.Parse(string.Concat(Enumerable.Repeat("(a OR b) ", 50))).Fault, Is.Null);
}
