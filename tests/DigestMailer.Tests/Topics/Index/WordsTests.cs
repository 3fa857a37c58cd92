using DigestMailer.Papers;
using DigestMailer.Storage;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Tests.Topics.Index;

/// <summary>Which words of a query find which words of a paper.</summary>
internal sealed class WordsTests
{
    [TestCase("title:news", "A new look at graphs", false)]
    [TestCase("title:news", "News for readers", true)]
    [TestCase("university", "A universal law", false)]
    [TestCase("general", "Generation of images", false)]
    [TestCase("generation", "Generalization bounds", false)]
    [TestCase("moment", "Momentum methods", false)]
    [TestCase("policy", "Two policies", true)]
    [TestCase("policies", "One policy", true)]
    [TestCase("movie", "Many movies", true)]
    [TestCase("analyses", "An analysis", true)]
    [TestCase("matrix", "Random matrices", true)]
    [TestCase("indices", "An index", true)]
    [TestCase("LLM", "On LLMs", true)]
    [TestCase("class", "Three classes", true)]
    [TestCase("box", "Two boxes", true)]
    [TestCase("loss", "New losses", true)]
    [TestCase("virus", "All viruses", true)]
    [TestCase("case", "Hard cases", true)]
    [TestCase("cache", "Caches of keys", true)]
    [TestCase("bias", "Social biases", true)]
    [TestCase("optimization", "Optimisation at scale", true)]
    [TestCase("modeling", "A model", false)]
    [TestCase("SARS", "A SAR image", false)]
    public void A_word_finds_its_plural_and_singular_only(string query, string title, bool found) =>
        Assert.That(Finds(query, title), Is.EqualTo(found));

    [TestCase("=\"models\"", "Many models", true)]
    [TestCase("=\"models\"", "A model", false)]
    [TestCase("=model", "Many models", false)]
    [TestCase("=MODEL", "A model", true)]
    [TestCase("title:=\"large models\"", "Large models grow", true)]
    [TestCase("title:=\"large models\"", "A large model grows", false)]
    [TestCase("=seek", "DeepSeek reads", false)]
    [TestCase("=resume", "A résumé", true)]
    public void An_exact_word_finds_itself_only(string query, string title, bool found) =>
        Assert.That(Finds(query, title), Is.EqualTo(found));

    [TestCase("CO2", "CO₂ capture")]
    [TestCase("CO₂", "CO2 capture")]
    [TestCase("H2O", "H₂O on titania")]
    [TestCase("lojasiewicz", "Polyak-Łojasiewicz condition")]
    [TestCase("Łojasiewicz", "The Lojasiewicz inequality")]
    [TestCase("strasse", "Straße und Weg")]
    [TestCase("efficient", "Eﬃcient nets")]
    [TestCase("ＡＢＣ", "ABC of nets")]
    [TestCase("naive", "Naïve Bayes")]
    [TestCase("smorrebrod", "Smørrebrød by machine")]
    [TestCase("x2", "Solving x² faster")]
    [TestCase("aegir", "Ægir waves")]
    public void Text_and_query_are_folded_the_same_way(string query, string title) =>
        Assert.That(Finds(query, title), Is.True);

    [TestCase("模型", "大语言模型的推理能力研究", true)]
    [TestCase("型模", "大语言模型的推理能力研究", false)]
    [TestCase("推論", "日本語の推論モデル", true)]
    [TestCase("モデル", "日本語の推論モデル", true)]
    [TestCase("모델", "언어 모델의 추론", true)]
    [TestCase("GPT模型", "用GPT模型翻译", true)]
    public void A_word_inside_a_run_of_signs_is_found(string query, string title, bool found) =>
        Assert.That(Finds(query, title), Is.EqualTo(found));

    [TestCase("C++", "Templates in C++", true)]
    [TestCase("C++", "Vitamin C intake", false)]
    [TestCase("C", "Templates in C++", false)]
    [TestCase("c#", "Generics in C#", true)]
    [TestCase("C#", "Generics in C", false)]
    [TestCase("C++", "From C/C++ to Rust", true)]
    [TestCase("F#", "Types of F# programs", true)]
    public void Signs_that_are_part_of_a_name_count(string query, string title, bool found) =>
        Assert.That(Finds(query, title), Is.EqualTo(found));

    [TestCase("image", "ImageNet labels", true)]
    [TestCase("\"deep seek\"", "DeepSeek-R1 reads", true)]
    [TestCase("qwen", "Qwen2.5 report", true)]
    [TestCase("deepseek", "DeepSeek reads", true)]
    [TestCase("agent", "AgentBench again", true)]
    [TestCase("bench", "A SWE-Bench for all", true)]
    [TestCase("pretraining", "Pre-training longer", true)]
    [TestCase("pre-training", "Pretraining longer", true)]
    [TestCase("pre-training", "Pre training longer", true)]
    [TestCase("dataset", "Data-set search", true)]
    [TestCase("model", "The model’s weights", true)]
    [TestCase("rag", "GraphRAG at scale", true)]
    [TestCase("ms", "On LLMs", false)]
    [TestCase("resnet", "ResNet50 again", true)]
    public void Parts_of_a_word_are_words_too(string query, string title, bool found) =>
        Assert.That(Finds(query, title), Is.EqualTo(found));

    [TestCase("\"language models\"", "We study language. Models are small.", false)]
    [TestCase("\"language models\"", "We study language models. They are small.", true)]
    [TestCase("\"E. coli\"", "Sensors of E. coli and others", true)]
    [TestCase("\"et al showed\"", "As Ek et al. showed before", true)]
    [TestCase("\"work we\"", "This ends our work! We begin.", false)]
    public void A_phrase_ends_with_its_sentence(string query, string text, bool found) =>
        Assert.That(Finds(query, "A title", text), Is.EqualTo(found));

    [Test]
    public void A_phrase_does_not_reach_from_the_title_into_the_abstract() =>
        Assert.That(Finds("\"speech codecs\"", "On speech", "Codecs are small."), Is.False);

    [Test]
    public void A_mention_counts_once_however_many_alternatives_find_it()
    {
        var alone = Relevance("retrieval");
        Assert.That(Relevance("retrieval OR retrievals"), Is.EqualTo(alone));
        Assert.That(Relevance("retrieval OR \"dense retrieval\""), Is.EqualTo(alone));
        Assert.That(Relevance("retrieval OR dense OR \"dense retrieval\""),
            Is.EqualTo(Relevance("dense OR retrieval")));

        static double Relevance(string query) =>
            Found(query, Paper("Things", "By dense retrieval of things, and more.")).Single().Relevance;
    }

    [Test]
    public void Words_side_by_side_are_as_relevant_as_the_weakest()
    {
        var paper = Paper("An agent for all", "It does well on a benchmark among many other things that it can do.");
        Assert.That(Found("agent benchmark", paper).Single().Relevance,
            Is.EqualTo(Found("benchmark", paper).Single().Relevance));
        Assert.That(Found("agent benchmark votes:<5", paper).Single().Relevance,
            Is.EqualTo(Found("benchmark", paper).Single().Relevance), "a fact neither adds nor takes away");
    }

    [Test]
    public void Matched_words_have_no_stray_bracket_and_no_repeats()
    {
        var index = TopicIndex.Build([Paper("Large models (LLM) agents", "Speech Codecs, and a speech codec.")]);
        Assert.That(index.MatchedWords(TopicQuery.Parse("\"LLM agent\"").Query!, 1),
            Is.EqualTo(new[] { "LLM agents" }));
        Assert.That(index.MatchedWords(TopicQuery.Parse("\"speech codec\"").Query!, 1),
            Is.EqualTo(new[] { "Speech Codecs" }));
    }

    [TestCase("cs.CL", "Computation and Language")]
    [TestCase("eess.AS", "Audio and Speech Processing")]
    [TestCase("quant-ph", "Quantum Physics")]
    [TestCase("Neuroscience", "Neuroscience")]
    public void A_category_is_shown_by_its_name(string category, string name)
    {
        var index = TopicIndex.Build([Paper("One", "") with { Categories = [category] }]);
        Assert.That(index.MatchedWords(TopicQuery.Parse($"category:{category}").Query!, 1), Is.EqualTo(new[] { name }));
    }

    [TestCase("ab")]
    [TestCase("a-")]
    [TestCase("aB")]
    [TestCase("a.")]
    [TestCase("C++")]
    [TestCase("a's ")]
    [TestCase("模")]
    [TestCase("9a")]
    [TestCase("e\u0301")]
    [TestCase(". A")]
    public void Cutting_a_text_takes_time_in_proportion_to_it(string token)
    {
        var text = string.Concat(Enumerable.Repeat(token, 1_000_000 / token.Length));
        var (most, words) = (TimeSpan.FromSeconds(10), 0);
        Assert.That(ProcessorTime.Of(most, () =>
        {
            words = 0;
            WordCutter.Cut(text, (_, _, _, _, _) => words++);
        }), Is.LessThan(most));
        Assert.That(words, Is.LessThan(4_000_000));
    }

    private static bool Finds(string query, string title, string text = "") =>
        Found(query, Paper(title, text)).Count > 0;

    private static IReadOnlyList<TopicMatch> Found(string query, Paper paper) =>
        TopicIndex.Build([paper]).Find(TopicQuery.Parse(query).Query!);

    private static Paper Paper(string title, string text) =>
        new() { Id = 1, Key = "title:1", Title = title, Abstract = text, Url = "https://example.org/" };
}
