using DigestMailer.Topics.Queries;

namespace DigestMailer.Tests.Topics.Queries;

/// <summary>
/// The words of a text: where each is, how many places it takes, and in what other forms it is found.
/// </summary>
internal sealed class WordCutterTests
{
    [TestCase("Speech codecs", "speech 0, codecs 1")]
    [TestCase("  (Speech), codecs; ", "speech 0, codecs 1")]
    [TestCase("snake_case", "snake 0, case 1")]
    [TestCase("大模a型", "大 0, 模 1, a 2, 型 3")]
    [TestCase("ab模", "ab 0, 模 1")]
    [TestCase("Müller’s Straße", "muller 0, strasse 1")]
    [TestCase("e\u0301te\u0301", "ete 0")]
    [TestCase("x² of CO₂", "x2 0, of 1, co2 2")]
    [TestCase("→ codecs ← 😀 speech", "codecs 0, speech 1")]
    [TestCase("", "")]
    public void Words_are_numbered_in_their_order(string text, string words) =>
        Assert.That(Forms(text), Is.EqualTo(words));

    [TestCase("DeepSeek", "deepseek 0-1, Part deep 0, Part seek 1")]
    [TestCase("PDFReader", "pdfreader 0-1, Part pdf 0, Part reader 1")]
    [TestCase("GraphRAG", "graphrag 0-1, Part graph 0, Part rag 1")]
    [TestCase("Graph", "graph 0")]
    [TestCase("GRAPH", "graph 0")]
    [TestCase("LLMs", "llms 0")]
    [TestCase("ABcd", "abcd 0-1, Part bcd 1")]
    [TestCase("iPod", "ipod 0-1, Part pod 1")]
    [TestCase("GPT4", "gpt4 0-1, Part gpt 0, Part 4 1")]
    [TestCase("GPT９", "gpt9 0-1, Part gpt 0, Part 9 1")]
    [TestCase("3D", "3d 0-1, Part 3 0")]
    [TestCase("ResNet50", "resnet50 0-2, Part res 0, Part net 1, Part 50 2, Part resnet 0-1")]
    [TestCase("Llama3Chat", "llama3chat 0-2, Part llama 0, Part 3 1, Part chat 2")]
    [TestCase("ÜberNet", "ubernet 0-1, Part uber 0, Part net 1")]
    [TestCase("a1b2c3d", "a1b2c3d 0-6, Part 1 1, Part 2 3, Part 3 5")]
    [TestCase("a1b2c3d4", "a1b2c3d4 0")]
    [TestCase("DeepSeek reads", "deepseek 0-1, Part deep 0, Part seek 1, reads 2")]
    public void The_parts_of_a_word_are_found_at_their_places(string text, string words) =>
        Assert.That(Forms(text), Is.EqualTo(words));

    [TestCase("pre-training", "pre 0, training 1, Joined pretraining 0-1")]
    [TestCase("pre‐training", "pre 0, training 1, Joined pretraining 0-1")]
    [TestCase("pre‑training", "pre 0, training 1, Joined pretraining 0-1")]
    [TestCase("long pre-training", "long 0, pre 1, training 2, Joined pretraining 1-2")]
    [TestCase("pre-training pays", "pre 0, training 1, Joined pretraining 0-1, pays 2")]
    [TestCase("pre- and training", "pre 0, and 1, training 2")]
    [TestCase("pre–training", "pre 0, training 1")]
    [TestCase("state-of-the-art", "state 0, of 1, the 2, art 3")]
    [TestCase("pre-模 training", "pre 0, 模 1, training 2")]
    [TestCase("GPT4-tuned", "gpt4 0-1, Part gpt 0, Part 4 1, tuned 2, Joined gpt4tuned 0-2")]
    [TestCase("a1b2c3-d", "a1b2c3 0-5, Part 1 1, Part 2 3, Part 3 5, Part a1b2c 0-4, d 6, Joined a1b2c3d 0-6")]
    [TestCase("a1b2c3d-e", "a1b2c3d 0-6, Part 1 1, Part 2 3, Part 3 5, e 7")]
    public void Two_words_with_a_hyphen_are_also_one(string text, string words) =>
        Assert.That(Forms(text), Is.EqualTo(words));

    [TestCase("C++ and C", "c++ 0, and 1, c 2")]
    [TestCase("C++11", "c 0, 11 1")]
    [TestCase("a+b", "a 0, b 1")]
    [TestCase("C# and F#", "c# 0, and 1, f# 2")]
    [TestCase("C#9", "c 0, 9 1")]
    [TestCase("issue#5 or AB#", "issue 0, 5 1, or 2, ab 3")]
    [TestCase("3# é#", "3 0, e 1")]
    [TestCase("the model's weights", "the 0, model 1, weights 2")]
    [TestCase("THE MODEL’S WEIGHTS", "the 0, model 1, weights 2")]
    [TestCase("o'sullivan", "o 0, sullivan 1")]
    [TestCase("the models' weights", "the 0, models 1, weights 2")]
    [TestCase("model's", "model 0")]
    [TestCase("model'", "model 0")]
    public void Signs_after_a_word_belong_to_it_where_they_are_part_of_a_name(string text, string words) =>
        Assert.That(Forms(text), Is.EqualTo(words));

    [TestCase("We win. They lose", "we 0, win 1, they 3, lose 4")]
    [TestCase("We win.\n(They lose)", "we 0, win 1, they 3, lose 4")]
    [TestCase("We win. 7 lose", "we 0, win 1, 7 3, lose 4")]
    [TestCase("We win! They", "we 0, win 1, they 3")]
    [TestCase("We win? They", "we 0, win 1, they 3")]
    [TestCase("Plan B! They", "plan 0, b 1, they 3")]
    [TestCase("Plan B. They", "plan 0, b 1, they 2")]
    [TestCase("We win。They", "we 0, win 1, they 3")]
    [TestCase("大。模！型？大", "大 0, 模 2, 型 4, 大 6")]
    [TestCase("we win. they", "we 0, win 1, they 2")]
    [TestCase("example.Org", "example 0, org 1")]
    [TestCase("We win, They", "we 0, win 1, they 2")]
    [TestCase("We win. ", "we 0, win 1")]
    [TestCase("Ek et al. Show", "ek 0, et 1, al 2, show 3")]
    public void A_place_is_left_out_between_sentences(string text, string words) =>
        Assert.That(Forms(text), Is.EqualTo(words));

    [Test]
    public void An_abbreviation_ends_no_sentence()
    {
        string[] all =
        [
            "eg", "ie", "etc", "al", "vs", "cf", "fig", "figs", "no", "nos", "st", "dr", "mr", "ms", "prof", "approx",
            "resp", "sec", "eq", "eqs", "ca", "viz", "aka",
        ];
        Assert.That(all.Select(word => Forms($"{word}. Then")), Is.EqualTo(all.Select(word => $"{word} 0, then 1")));
    }

    [Test]
    public void A_word_of_more_than_a_hundred_letters_is_left_out()
    {
        string longest = new('a', 100), longer = new('a', 101);
        Assert.That(Forms($"{longest} b"), Is.EqualTo($"{longest} 0, b 1"));
        Assert.That(Forms($"{longer} b"), Is.EqualTo("b 0"));
        Assert.That(Forms($"pre-{longer} b"), Is.EqualTo("pre 0, b 1"));
    }

    [TestCase("A DeepSeek’s pre-training in C++.",
        "A, DeepSeek’s, DeepSeek’s, DeepSeek’s, pre, training, pre-training, in, C++")]
    [TestCase("大😀模", "大, 模")]
    public void Each_word_knows_where_it_is_in_the_text(string text, string places)
    {
        var found = new List<string>();
        WordCutter.Cut(text, (_, _, _, _, span) => found.Add(text[span]));
        Assert.That(string.Join(", ", found), Is.EqualTo(places));
    }

    [TestCase("We win. They", 4)]
    [TestCase("DeepSeek", 2)]
    [TestCase("We win.", 2)]
    [TestCase("", 0)]
    public void A_text_ends_behind_its_last_word(string text, int end) =>
        Assert.That(WordCutter.Cut(text, (_, _, _, _, _) => { }), Is.EqualTo(end));

    [Test]
    public void Only_whole_words_are_the_words_of_a_text() =>
        Assert.That(WordCutter.Words("DeepSeek pre-training, 大模"),
            Is.EqualTo(new[] { "deepseek", "pre", "training", "大", "模" }));

    /// <summary>Each word with the first and the last place that it takes.</summary>
    private static string Forms(string text)
    {
        var found = new List<string>();
        WordCutter.Cut(text, (folded, position, length, form, _) =>
        {
            var name = form == WordForm.Whole ? "" : $"{form} ";
            var end = length > 1 ? $"-{position + length - 1}" : "";
            found.Add($"{name}{folded} {position}{end}");
        });
        return string.Join(", ", found);
    }
}
