using DigestMailer.Tests.Delivery;

namespace DigestMailer.Tests.Cli;

/// <summary><c>preview</c>, which renders without sending.</summary>
internal sealed class PreviewTests
{
    [Test]
    public async Task A_preview_is_in_the_language_that_is_asked_for()
    {
        await using var box = new OutboxFixture();
        await box.PaperAsync(1, "A paper");
        var (code, said, complaint) = await PreviewAsync(box, "pt-BR");
        Assert.That((code, complaint), Is.EqualTo((0, "")));
        Assert.That(said, Does.Contain("Um artigo para você").Or.Contain("Nada de novo hoje"));
        (code, _, complaint) = await PreviewAsync(box, "tlh");
        Assert.That((code, complaint.TrimEnd()), Is.EqualTo(
            (1, "digestmailer: Unknown language \"tlh\"; use one of ar, de, en, es, fr, ja, ko, pt, zh.")));
    }

    [Test]
    public async Task The_parts_of_its_trend_and_its_nearness_are_explained_for_each_paper()
    {
        await using var box = new OutboxFixture();
        await box.PaperAsync(1, "A paper");
        string[] explain = ["preview", "--explain", "--now", OutboxFixture.Slot.AddMinutes(1).ToString("O"),
            $"--Storage:ConnectionString=Data Source={box.DatabaseFile}", "--Site:PostalAddress=1 Paper Street"];
        var (code, said, complaint) = await Shell.RunAsync(explain);
        Assert.That((code, complaint), Is.EqualTo((0, "")));
        Assert.That(said, Does.Match(
            @"A paper  \[\]  \(votes \d+\.\d\d, growth \d+\.\d\d, stars \d\.\d\d, sources 0\.00\)"));
        await box.PaperAsync(2, "Whales under ice");
        await box.PaperAsync(3, "Glass that remembers fire");
        (_, said, _) = await Shell.RunAsync([.. explain, "--query", "about:\"whales under ice\""]);
        Assert.That(said, Does.Match(@"sources 0\.00; cosine -?\d\.\d\d, words \d+\.\d, rank 1\)"));
    }

    private static Task<(int Code, string Said, string Complaint)> PreviewAsync(OutboxFixture box, string language) =>
        Shell.RunAsync(
            "preview", "--format", "text", "--language", language, "--now",
            OutboxFixture.Slot.AddMinutes(1).ToString("O"),
            $"--Storage:ConnectionString=Data Source={box.DatabaseFile}", "--Site:PostalAddress=1 Paper Street");
}
