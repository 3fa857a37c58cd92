using DigestMailer.Topics.Index;
using DigestMailer.Topics.Meaning;
using static DigestMailer.Tests.Topics.Index.MeaningSamples;

namespace DigestMailer.Tests.Topics.Index;

/// <summary>Vectors made of the papers at hand, for fields that the table does not fit.</summary>
internal sealed class LatentMeaningTests
{
    private const int Fields = 6;
    private const int WordsOfField = 60;
    private static readonly string[] Syllables = ["mo", "ta", "ren", "lu", "sik", "va", "dor", "pel", "gan", "ti"];

    [Test]
    public void Papers_of_one_field_point_the_same_way_even_without_a_word_in_common()
    {
        var table = LatentMeaning.Fit(Papers())!;
        string Some(int field, int from) =>
            string.Join(' ', Enumerable.Range(from, 10).Select(number => Word(field, number)));
        var one = table.Of(Some(0, 0));
        Assert.That(Product(one, table.Of(Some(0, 40))), Is.GreaterThan(Product(one, table.Of(Some(1, 40))) + 0.3));
    }

    [Test]
    public void The_same_papers_give_the_same_vectors()
    {
        var again = LatentMeaning.Fit(Papers())!;
        Assert.That(again.Of(Word(0, 3)), Is.EqualTo(LatentMeaning.Fit(Papers())!.Of(Word(0, 3))));
    }

    [Test]
    public void Few_papers_give_none() => Assert.That(LatentMeaning.Fit([.. Papers().Take(50)]), Is.Null);

    [Test]
    public void The_table_fits_papers_in_its_language() => Assert.That(FieldFit.Of(Table,
        Backdrop.TextsOf([.. OfSubjects().Select(paper => (paper.Title, paper.Abstract))]).Written()),
        Is.AtLeast(FieldFit.Least));

    [TestCase("Wir zeigen, wie sich Sprachmodelle durch Vergleiche ihrer Antworten verbessern lassen.")]
    [TestCase("Nous montrons comment améliorer les modèles de langue en comparant leurs réponses.")]
    [TestCase("Мы показываем, как улучшить языковые модели сравнением их ответов.")]
    [TestCase("我们展示如何通过比较回答来改进语言模型。")]
    public void The_table_does_not_fit_papers_in_another(string text) =>
        Assert.That(FieldFit.Of(Table, Backdrop.TextsOf([(text, text)]).Written()), Is.LessThan(FieldFit.Least));

    /// <summary>Each field has words of its own; each paper a tenth of them.</summary>
    private static List<(string Title, string Abstract)> Papers()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 300).Select(i => (Text(random, i % Fields, 2), Text(random, i % Fields, 10)))];
    }

    private static string Text(Random random, int field, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => Word(field, random.Next(WordsOfField))));

    private static string Word(int field, int number) =>
        Syllables[field] + Syllables[number / 10] + Syllables[number % 10];

    private static float Product(float[] one, float[] other) => one.Zip(other, (left, right) => left * right).Sum();
}
