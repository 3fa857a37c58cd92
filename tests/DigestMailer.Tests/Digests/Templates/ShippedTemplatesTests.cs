using DigestMailer.Digests.Templates;

namespace DigestMailer.Tests.Digests.Templates;

/// <summary>By what a start knows that it need not try the templates.</summary>
internal sealed class ShippedTemplatesTests
{
    private string folder = "";

    [SetUp]
    public void Copy()
    {
        folder = Directory.CreateTempSubdirectory("digestmailer-templates-").FullName;
        var shipped = Path.Combine(AppContext.BaseDirectory, "templates");
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [TearDown]
    public void Delete() => Directory.Delete(folder, recursive: true);

    [Test]
    public void The_shipped_files_are_known()
    {
        File.WriteAllText(Path.Combine(folder, "README.md"), "Not read by the program.");
        Assert.That(ShippedTemplates.Are(folder), Is.True);
    }

    [TestCase("digest.html")]
    [TestCase("pages/home.html")]
    [TestCase("languages/de.json")]
    public void A_file_that_was_changed_is_not_a_shipped_one(string name)
    {
        File.AppendAllText(Path.Combine(folder, name), "\n");
        Assert.That(ShippedTemplates.Are(folder), Is.False);
    }

    [Test]
    public void A_file_more_or_less_makes_them_the_operators()
    {
        var card = Path.Combine(folder, "partials", "card.html");
        File.Copy(card, Path.Combine(folder, "partials", "own.html"));
        Assert.That(ShippedTemplates.Are(folder), Is.False, "one more");
        File.Delete(Path.Combine(folder, "partials", "own.html"));
        File.Delete(card);
        Assert.That(ShippedTemplates.Are(folder), Is.False, "one less");
    }

    [Test]
    public void Templates_with_a_folder_of_the_operators_are_tried()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "templates");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new MailTemplates([shipped]).AreShipped, Is.True);
            Assert.That(new MailTemplates([folder, shipped]).AreShipped, Is.False);
        }
    }
}
