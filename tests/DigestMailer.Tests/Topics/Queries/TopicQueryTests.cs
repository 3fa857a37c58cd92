using CsCheck;
using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Tests.Topics.Queries;

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

    [TestCase("(a", 1, "never closed")]
    [TestCase("a \"b", 3, "put another at the end")]
    [TestCase("a OR", 5, "missing after \"OR\"")]
    [TestCase("OR a", 1, "missing before \"OR\"")]
    [TestCase("a -", 4, "missing after \"-\"")]
    [TestCase("a * b", 3, "as in quantiz*")]
    [TestCase("titel:a", 1, "did you mean \"title\"?")]
    [TestCase("https://example.org", 1, "put it in quotation marks")]
    [TestCase("title:(a OR b)", 7, "write title:a title:b")]
    [TestCase("title:", 7, "missing after \"title:\"")]
    [TestCase("a )", 3, "no opening one")]
    [TestCase("votes:many", 7, "votes:>10")]
    [TestCase("votes:25", 7, "votes:>25")]
    [TestCase("has:codes", 5, "did you mean has:code?")]
    [TestCase("\"\"", 1, "hold nothing")]
    [TestCase("...", 1, "neither letter nor digit")]
    public void A_fault_names_its_place_and_a_way_out(string text, int position, string message)
    {
        var fault = TopicQuery.Parse(text).Fault;
        Assert.That(fault?.Position, Is.EqualTo(position));
        Assert.That(fault?.ToString(), Does.Contain(message).And.EndsWith($"(at character {position})"));
    }

    [Test]
    public void A_query_that_prints_too_long_to_be_read_again_is_rejected() =>
        Assert.That(
            TopicQuery.Parse(string.Concat(Enumerable.Repeat("\"aaaaaaaaaaaaaaaaaaaaaaaaaa\"", 71))).Fault?.Kind,
            Is.EqualTo(QueryFaultKind.TooLong));

    [Test]
    public void Every_tree_prints_to_a_text_that_reads_back_as_the_same_tree() =>
        Tree(3).Holds(root =>
        {
            var query = new TopicQuery(root);
            var read = TopicQuery.Parse(query.Text);
            return query.Text.Length > TopicQuery.MaxLength || query.Root.All.Count() > 100
                || (read.Query!.Root == root && read.Query.Text == query.Text);
        }, times: 2000);

    private static readonly Gen<string> Word =
        Gen.OneOf("speech", "low-resource", "Müller", "x", "C++", "3D", "OR2", "l'eau");

    private static readonly Gen<QueryNode> Leaf = Gen.OneOf<QueryNode>(
        Gen.Select(Gen.Enum<QueryField>(), Word, Gen.Bool,
            (field, text, prefix) => (QueryNode)new Term(field, text, false, prefix)),
        Gen.Select(Gen.Enum<QueryField>(), Word.List[1, 3], Gen.Bool,
            (field, words, prefix) => (QueryNode)new Term(field, string.Join(' ', words), true, prefix)),
        Gen.Select(Gen.Enum<CountField>(), Gen.OneOf(">", ">=", "<", "<=", "="), Gen.Int[0, 999_999_999],
            (field, comparison, count) => (QueryNode)new Bound(field, comparison, count)),
        Gen.Enum<LinkKind>().Select(link => (QueryNode)new HasLink(link)));

    /// <summary>Trees as the parser makes them: no list within a list of its kind, no double negation.</summary>
    private static Gen<QueryNode> Tree(int depth) => depth == 0 ? Leaf : Gen.OneOf(
        Leaf,
        Tree(depth - 1).Select(node => node is Not ? node : new Not(node)),
        Tree(depth - 1).Where(node => node is not AllOf).List[2, 3].Select(nodes => (QueryNode)new AllOf(nodes)),
        Tree(depth - 1).Where(node => node is not AnyOf).List[2, 3].Select(nodes => (QueryNode)new AnyOf(nodes)));

    [Test]
    public void No_input_throws_in_parser_or_index()
    {
        var index = TopicIndex.Build([Paper(1, "Speech codecs", "A study of \"quotes\"; DROP TABLE texts")]);
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char["()\"*:-' ORNTabtitle>0%_\0"]), 0, 60].Holds(text =>
        {
            if (TopicQuery.Parse(text).Query is { } query)
            {
                index.Find(query);
                index.MatchedWords(query, 1);
            }
        }, times: 3000);
    }

    [TestCaseSource(nameof(Monstrous))]
    public void A_monstrous_query_is_answered_or_rejected_at_once(string text)
    {
        var index =
            TopicIndex.Build(
                [.. Enumerable.Range(1, 300)
                    .Select(i => Paper(i, $"Aleph {i}", "a about above abstract accent across action ample"))]);
        TopicQuery.Parse(text);
        var (watch, memory) = (System.Diagnostics.Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        var parsed = TopicQuery.Parse(text);
        if (parsed.Query is { } query)
        {
            index.Find(query);
            index.MatchedWords(query, 1);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(parsed.Query is null, Is.EqualTo(parsed.Fault is not null));
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)), "bounded even where the machine is busy");
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - memory, Is.LessThan(20_000_000));
        }
    }

    /// <summary>Numbered: as its own name, half a surrogate pair would keep its test out of the results.</summary>
    private static IEnumerable<TestCaseData> Monstrous => new string[]
    {
        new('(', 10_000), new string('(', 900) + "a" + new string(')', 900),
        new string('(', 49) + "a" + new string(')', 49), new('-', 10_000),
        string.Concat(Enumerable.Repeat("NOT ", 400)) + "a", new string('-', 49) + "a",
        string.Join(" OR ", Enumerable.Repeat("a", 1000)),
        string.Join(" OR ", Enumerable.Range(0, 90).Select(i => $"a{i}*")), "a*", "-a*",
        string.Join(' ', Enumerable.Range(0, 99).Select(i => $"{(char)('a' + (i % 26))}*")),
        string.Join(" OR ", Enumerable.Repeat("-a*", 90)), "\"" + string.Join(' ', Enumerable.Repeat("a", 990)) + "\"",
        new('"', 10_000), new('*', 10_000), new('a', 10_000), new('a', 1999),
        string.Join(' ', Enumerable.Repeat("like:a", 100)),
        string.Join(' ', Enumerable.Repeat("author:a*", 99)), new(':', 10_000),
        string.Concat(Enumerable.Repeat("title:", 300)), new('\0', 1500),
        string.Concat(Enumerable.Repeat("\ud83d\ude00 ", 99)), new('\ud800', 1000),
    }.Select((text, i) => new TestCaseData(text).SetArgDisplayNames($"{i}"));

    [Test]
    public void An_index_runs_a_query_once_however_often_it_is_asked_and_forgets_rather_than_grow()
    {
        var index = TopicIndex.Build([.. Enumerable.Range(1, 20).Select(i => Paper(i, $"Aleph {i}", "beth"))]);
        for (var i = 0; i < 10_000; i++)
        {
            index.Find(TopicQuery.Parse("aleph OR beth").Query!);
        }

        Assert.That(index.Evaluations, Is.EqualTo(1));
        var asked = 0;
        var recall = new Recall<int, string>(key => $"{++asked}:{key}", most: 100, (_, text) => text.Length);
        for (var i = 0; i < 1000; i++)
        {
            Assert.That(recall.Get(i), Is.EqualTo($"{i + 1}:{i}"));
            Assert.That(recall.Get(i), Is.EqualTo($"{i + 1}:{i}"), "it is not asked again");
        }

        Assert.That(recall.Used, Is.LessThanOrEqualTo(100));
    }

    [TestCase("Beth\0Gimel", "an aleph", "aleph")]
    [TestCase("Beth\0 and a long title behind it", "aleph", "aleph")]
    [TestCase("\uE000Beth\uE001", "\0aleph", "aleph")]
    [TestCase("Beth\uD800", "aleph\uDC00", "aleph")]
    [TestCase("Beth\0Aleph", "", "Aleph")]
    public void Signs_that_the_index_cannot_keep_move_no_word(string title, string @abstract, string word)
    {
        var index = TopicIndex.Build([Paper(1, title, @abstract)]);
        Assert.That(index.MatchedWords(TopicQuery.Parse("aleph").Query!, 1), Is.EqualTo(new[] { word }));
    }

    [TestCase("speech", new long[] { 1 })]
    [TestCase("codec -speech", new long[] { 2 })]
    [TestCase("-speech", new long[] { 2, 3 })]
    [TestCase("\"image codec\"", new long[] { 2 })]
    [TestCase("title:study", new long[0])]
    [TestCase("author:\"Y. LeCun\"", new long[] { 3 })]
    [TestCase("author:müller", new long[] { 2 })]
    [TestCase("category:cs.* votes:>=5", new long[] { 3 })]
    [TestCase("category:stat.ml", new long[] { 3 })]
    [TestCase("author:\"LeCun, Y.\"", new long[] { 3 })]
    [TestCase("author:\"B. LeCun\"", new long[0])]
    [TestCase("author:yann", new long[] { 3 })]
    [TestCase("author:lec*", new long[] { 3 })]
    [TestCase("author:\"Soren Lodz\"", new long[] { 1 })]
    [TestCase("category:cs", new long[] { 1, 3 })]
    [TestCase("primary:cs.*", new long[] { 3 })]
    [TestCase("org:\"open institute\"", new long[] { 1 })]
    [TestCase("source:arxiv", new long[] { 2 })]
    [TestCase("stars:>100", new long[] { 3 })]
    [TestCase("voice*", new long[] { 1 })]
    [TestCase("has:code", new long[] { 2 })]
    [TestCase("has:project", new long[0])]
    [TestCase("like:2508.00001", new long[] { 2 })]
    [TestCase("like:2508.99999", new long[0])]
    [TestCase("*", new long[] { 1, 2, 3 })]
    public void Each_operator_finds_what_it_says(string text, long[] ids)
    {
        var index = TopicIndex.Build([
            Paper(1, "Speech codecs", "A study of voices")
                with { Authors = ["Søren Łódź"], Categories = ["eess.AS", "cs.SD"],
                    Organization = "The Open-Institute" },
            Paper(2, "An image codec", "Pictures made small")
                with { Authors = ["Jörg Müller"], CodeUrl = "https://example.org/c", Sources = ["arxiv", "hf"] },
            Paper(3, "Learning to see", "On vision")
                with { Authors = ["Yann A. LeCun"], Categories = ["cs.CV", "stat.ML"], Votes = 7, Stars = 200 }]);
        index.Likeness.Know("2508.00001", Paper(9, "Small pictures", "Image made small"));
        index.Likeness.Know("2508.99999", null);
        Assert.That(index.Find(TopicQuery.Parse(text).Query!).Select(match => match.PaperId).Order(), Is.EqualTo(ids));
    }

    [Test]
    public void Relevance_tells_what_a_paper_is_about_from_what_it_mentions()
    {
        var index = TopicIndex.Build([
            Paper(1, "Speech codecs for speech", "Coding speech with few bits, and speech again"),
            Paper(2, "A survey of everything",
                "Among other things we also touch on speech, which takes few words in this rather long text of many "
                    + "other things"),
            Paper(3, "Something else", "Nothing of it"), Paper(4, "Another thing", "Of no matter"),
            Paper(5, "A fifth", "To make words rare")]);
        var matches = index.Find(TopicQuery.Parse("speech").Query!);
        Assert.That(matches.Select(match => match.PaperId), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(matches[0].Relevance, Is.GreaterThan(0.75));
        Assert.That(matches[1].Relevance, Is.LessThan(0.5));
    }

    [Test]
    public void Matched_words_are_shown_as_the_paper_writes_them()
    {
        var index =
            TopicIndex.Build(
                [Paper(1, "Speech codecs", "A study of voices")
                    with { Authors = ["Søren Łódź"], Categories = ["eess.AS"] }]);
        Assert.That(index.MatchedWords(TopicQuery.Parse("(codec OR absent) author:lodz category:eess.* -x").Query!, 1),
            Is.EqualTo(new[] { "codecs", "Søren Łódź", "Audio and Speech Processing" }));
    }

    [Test]
    public void Matched_words_are_in_the_order_of_the_paper_and_overlapping_terms_are_one()
    {
        var index =
            TopicIndex.Build([Paper(1, "A large language model reads", "Models of \uE000speech\uE001, and trees")]);
        var query = TopicQuery.Parse("tree* OR speech OR \"language model\" OR \"large language\"").Query!;
        Assert.That(index.MatchedWords(query, 1), Is.EqualTo(new[] { "large language model", "speech", "trees" }));
    }

    private static Paper Paper(long id, string title, string summary) =>
        new() { Id = id, Key = $"title:{id}", Title = title, Abstract = summary, Url = "https://example.org/" };
}
