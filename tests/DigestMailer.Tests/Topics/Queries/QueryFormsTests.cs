using DigestMailer.Topics.Queries;

namespace DigestMailer.Tests.Topics.Queries;

/// <summary>What keyboards and word processors make of a query.</summary>
internal sealed class QueryFormsTests
{
    [TestCase("“chain of thought”", "\"chain of thought\"")]
    [TestCase("„chain of thought“", "\"chain of thought\"")]
    [TestCase("«chain of thought»", "\"chain of thought\"")]
    [TestCase("« chain of thought »", "\"chain of thought\"")]
    [TestCase("»chain of thought«", "\"chain of thought\"")]
    [TestCase("「大模型」", "\"大模型\"")]
    [TestCase("＂chain of thought＂", "\"chain of thought\"")]
    [TestCase("title:“large model”", "title:\"large model\"")]
    [TestCase("speech - codec", "speech codec")]
    [TestCase("speech – codec", "speech codec")]
    [TestCase("speech — codec", "speech codec")]
    [TestCase("- speech", "speech")]
    [TestCase("speech −codec", "speech -codec")]
    [TestCase("speech –codec", "speech -codec")]
    [TestCase("（speech OR audio）　codec", "(speech OR audio) codec")]
    [TestCase("title：speech", "title:speech")]
    [TestCase("quantiz＊", "quantiz*")]
    [TestCase("=speech", "=speech")]
    [TestCase("=\"speech codecs\"", "=\"speech codecs\"")]
    [TestCase("title:=“speech codecs”", "title:=\"speech codecs\"")]
    [TestCase("votes:=5", "votes:=5")]
    [TestCase("low-resource", "low-resource")]
    public void A_query_is_read_as_it_is_meant(string text, string canonical)
    {
        var read = TopicQuery.Parse(text);
        Assert.That((read.Query?.Text, read.Fault), Is.EqualTo((canonical, (QueryFault?)null)));
        Assert.That(TopicQuery.Parse(canonical).Query?.Text, Is.EqualTo(canonical));
    }

    [TestCase("author:=lee", "only words of the text can be exact")]
    [TestCase("author:=\"ann lee\"", "only words of the text can be exact")]
    [TestCase("=speech*", "an exact word has no *")]
    [TestCase("=\"speech", "never closed")]
    [TestCase("=\"\"", "hold nothing")]
    [TestCase("votes:=\"5\"", "exact")]
    [TestCase("“speech", "never closed")]
    public void A_term_that_cannot_be_exact_is_reported(string text, string message) =>
        Assert.That(TopicQuery.Parse(text).Fault?.Message, Does.Contain(message));
}
