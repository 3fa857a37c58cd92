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

    private static Task<(int Code, string Said, string Complaint)> PreviewAsync(OutboxFixture box, string language) =>
        Shell.RunAsync(
            "preview", "--format", "text", "--language", language, "--now",
            OutboxFixture.Slot.AddMinutes(1).ToString("O"),
            $"--Storage:ConnectionString=Data Source={box.DatabaseFile}", "--Site:PostalAddress=1 Paper Street");
}
