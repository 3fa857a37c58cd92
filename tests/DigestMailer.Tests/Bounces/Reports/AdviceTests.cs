using DigestMailer.Bounces.Reports;

namespace DigestMailer.Tests.Bounces.Reports;

/// <summary>The words of a reporter without what it advises the sender, sentence by sentence.</summary>
internal sealed class AdviceTests
{
    [TestCase("The mailbox is closed. Please try again. It is full.", "The mailbox is closed. It is full.")]
    [TestCase("Is it closed? Please ask! It is full", "Is it closed? It is full")]
    [TestCase("Please try again", "")]
    [TestCase("Please try host.example.net or 1.2 again. It is full.", " It is full.")]
    [TestCase("It is full. Please ask host.example.net.", "It is full.")]
    [TestCase("邮箱已满。请重新发送。用户不存在！请检查", "邮箱已满。用户不存在！")]
    [TestCase("已满？请检查", "已满？")]
    [TestCase("Full\nFrom: a@b.example\nplease try again\nGone", "Full\n\nGone")]
    [TestCase("It was returned to the sender: gone", "It was : gone")]
    [TestCase("", "")]
    public void Advice_and_labels_are_left_out(string text, string rest) =>
        Assert.That(Advice.Without(text), Is.EqualTo(rest));
}
