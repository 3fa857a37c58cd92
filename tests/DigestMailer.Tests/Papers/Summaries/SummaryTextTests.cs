using System.Text.Json;
using DigestMailer.Papers.Summaries;

namespace DigestMailer.Tests.Papers.Summaries;

/// <summary>Which texts of a model are a summary; every other is rejected with a reason.</summary>
internal sealed class SummaryTextTests
{
    private const string Good = ModelServer.Sentence;

    [TestCase(Good)]
    [TestCase("  " + Good + "\n")]
    [TestCase("\"" + Good + "\"")]
    [TestCase("<think>The user wants one sentence.\n\nLet me see.</think>\n\n" + Good)]
    [TestCase("The opening mark was in the prompt.</think>" + Good)]
    [TestCase("<thinking>a</thinking><think>b</think> " + Good)]
    [TestCase("[THINK]What is new?[/THINK]" + Good)]
    [TestCase("◁think▷What is new?◁/think▷" + Good)]
    public void Reasoning_and_quotation_marks_are_taken_off(string content) =>
        Assert.That(Read(content), Is.EqualTo(SummaryOutcome.Written(Good)));

    [TestCase(null, "wrote nothing")]
    [TestCase("", "wrote nothing")]
    [TestCase(" \n\t", "wrote nothing")]
    [TestCase("<think>Only reasoning, and no more.</think>", "wrote nothing")]
    [TestCase("<think>The user wants " + Good, "has no end")]
    [TestCase("<think>One.</think><think>Two. " + Good, "has no end")]
    [TestCase("Here is a summary:\n" + Good, "not plain")]
    [TestCase("- " + Good, "not plain")]
    [TestCase("1. " + Good, "not plain")]
    [TestCase("# " + Good, "not plain")]
    [TestCase("**Summary** " + Good, "not plain")]
    [TestCase("<b>New</b>: " + Good, "not plain")]
    [TestCase("<|channel|>final " + Good, "not plain")]
    [TestCase("Click [here](x) " + Good, "not plain")]
    [TestCase("{{ site.url }} " + Good, "not plain")]
    [TestCase("The code at https://evil.example/win halves the memory of a model that listens.", "a link")]
    [TestCase("The code at evil.example halves the memory of a model that listens all day.", "a link")]
    [TestCase("The code at EVIL．com halves the memory of a model that listens all day.", "a link")]
    [TestCase("The code at www evil halves the memory of a model that listens all day.", "a link")]
    [TestCase("Write to win@evil.example to halve the memory of a model that listens all day.", "a link")]
    [TestCase("A server at 203.0.113.7 halves the memory of a model that listens all day.", "a link")]
    [TestCase("Here is what is new: a shallow pool of moments halves the memory of a model.", "about the task")]
    [TestCase("I'm sorry, but I cannot help with the text that you sent to me here.", "about the task")]
    [TestCase("A pool halves the memory of models.", "8 to 60 words")]
    [TestCase("A shallow pool of moments halves the memory of a model that listens all", "8 to 60 words")]
    [TestCase("One thing is here. Another is there. And a third one follows them both.", "8 to 60 words")]
    [TestCase("Ein flacher Vorrat an Momenten halbiert den Speicher, den ein Modell für das Zuhören braucht.",
        "another language")]
    [TestCase("作者提出一种浅层记忆池，使整天聆听的模型所需的内存减少一半，而错误率保持不变。", "another language")]
    public void A_text_of_another_kind_is_rejected_with_its_reason(string? content, string reason)
    {
        var outcome = Read(content);
        Assert.That(outcome.End, Is.EqualTo(SummaryEnd.Rejected), outcome.Text);
        Assert.That(outcome.Fault, Does.Contain(reason));
    }

    [TestCase(60, SummaryEnd.Written)]
    [TestCase(61, SummaryEnd.Rejected)]
    public void It_has_60_words_at_most(int words, SummaryEnd end) => Assert.That(
        Read($"The {string.Join(' ', Enumerable.Repeat("tide", words - 2))} ends.").End, Is.EqualTo(end));

    [TestCase("length")]
    [TestCase("content_filter")]
    [TestCase("tool_calls")]
    public void An_answer_that_the_model_did_not_end_itself_is_rejected(string finish) => Assert.That(
        SummaryAnswer.Read(Completion(Good, finish), "en").End, Is.EqualTo(SummaryEnd.Rejected));

    [TestCase("de", "Die Autoren halten einen Vorrat an Momenten und halbieren damit den Speicher des Modells.")]
    [TestCase("fr", "Les auteurs gardent une réserve de moments et divisent par deux la mémoire du modèle.")]
    [TestCase("es", "Los autores guardan una reserva de momentos y reducen a la mitad la memoria del modelo.")]
    [TestCase("pt", "Os autores mantêm uma reserva de momentos e reduzem à metade a memória do modelo.")]
    [TestCase("zh", "作者提出一种浅层记忆池，使整天聆听的 Transformer 所需的内存减少一半，而错误率保持不变。")]
    [TestCase("ja", "著者らは浅い記憶のプールを提案し、一日中聞き続けるモデルのメモリを半分に減らした。")]
    [TestCase("ko", "저자들은 얕은 기억 풀을 두어 하루 종일 듣는 모델의 메모리를 절반으로 줄인다.")]
    [TestCase("ar", "يقترح المؤلفون مخزنا ضحلا للحظات يقلل ذاكرة النموذج الذي يستمع طوال اليوم إلى النصف.")]
    public void Each_language_of_the_texts_is_told_from_the_others(string language, string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SummaryText.Read(text, language), Is.EqualTo(SummaryOutcome.Written(text)));
            foreach (var other in new[] { "en", "de", "fr", "es", "pt", "zh", "ja", "ko", "ar" }.Except([language]))
            {
                Assert.That(SummaryText.Read(text, other).End, Is.EqualTo(SummaryEnd.Rejected), other);
            }
        }
    }

    [Test]
    public void Measures_at_a_rank_and_numbers_may_stay() => Assert.That(
        Read("The pool raises recall@10 by 3.5 points and pass@1 to 61.2%, e.g. on the tides of two harbours.").End,
        Is.EqualTo(SummaryEnd.Written));

    [Test]
    public void Signs_that_turn_the_reading_round_are_taken_out() => Assert.That(
        Read("The authors \u202Ekeep\u202C a shallow pool\u200B of moments and halve the memory.").Text,
        Is.EqualTo("The authors keep a shallow pool of moments and halve the memory."));

    [Test]
    public void No_answer_throws() =>
        new Fuzz([Completion("<think>a</think>" + Good, "stop")], 30).Run(body => SummaryAnswer.Read(body, "en"));

    private static SummaryOutcome Read(string? content) => SummaryAnswer.Read(Completion(content, "stop"), "en");

    private static string Completion(string? content, string finish) => JsonSerializer.Serialize(new
    {
        choices = new[] { new { finish_reason = finish, message = new { content } } },
    });
}
