using DigestMailer.Digests.Templates;
using DigestMailer.Storage;
using DigestMailer.Tests.Digests;
using DigestMailer.Topics;
using DigestMailer.Web.Gallery;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Web;

/// <summary>Faults in the templates of pages, found before anyone opens the page.</summary>
internal sealed class PageCheckTests
{
    private static readonly string Shipped = Samples.Folder("templates");
    private readonly string folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;

    [Test]
    public void The_shipped_pages_pass_and_every_one_of_them_is_tried()
    {
        Assert.That(() => Check(Shipped), Throws.Nothing);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Shipped, "pages"), "*.html"))
        {
            var name = Path.GetFileName(file);
            Assert.That(Fault(name, File.ReadAllText(file) + "\n{{ nothing.here }}"), Does.Contain($"{name}, line"),
                name);
        }
    }

    [Test]
    public void The_shipped_pages_pass_in_every_language()
    {
        Directory.CreateDirectory(Path.Combine(folder, "languages"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Shipped, "languages"), "*.json"))
        {
            File.WriteAllText(Path.Combine(folder, "languages", Path.GetFileName(file)), "{}");
        }

        Assert.That(() => Check(folder, Shipped), Throws.Nothing);
    }

    [TestCase("left.html", "Bye\n{{ undone }}", "line 2, column 4")]
    [TestCase("paper.html", "{{ for author in paper.writers }}{{ end }}", "line 1, column")]
    [TestCase("home.html", "{{ include 'pages/nowhere.html' }}", "line 1, column 4")]
    [TestCase("status.html", "{{ if }}", "line 1")]
    public void A_fault_is_refused_with_its_place(string name, string template, string place) =>
        Assert.That(Fault(name, template), Does.Contain(name).And.Contain(place));

    [Test]
    public async Task A_faulty_change_leaves_the_last_good_page()
    {
        var templates = new MailTemplates([folder, Shipped]);
        await CheckOf(templates).StartAsync(CancellationToken.None);
        Write("left.html", "Good");
        templates.Reload(_ => { });
        Write("left.html", "{{ nothing.here }}");
        Assert.That(() => templates.Reload(_ => { }), Throws.TypeOf<RefusedException>());
        Assert.That(templates.Render("pages/left.html", []), Is.EqualTo("Good"));
    }

    private string Fault(string name, string template)
    {
        Write(name, template);
        var fault = Assert.Throws<RefusedException>(() => Check(folder, Shipped), name)!;
        File.Delete(Path.Combine(folder, "pages", name));
        return fault.Message;
    }

    private void Write(string name, string template)
    {
        Directory.CreateDirectory(Path.Combine(folder, "pages"));
        File.WriteAllText(Path.Combine(folder, "pages", name), template);
    }

    private static void Check(params string[] folders) => CheckOf(new MailTemplates(folders)).Check();

    private static PageCheck CheckOf(MailTemplates templates) =>
        new(templates, new SiteAssets(templates, Options.Create(Samples.Site)),
            new TopicCatalogue([new TopicOptions { Slug = "speech", Name = "Speech", Query = "speech" }]),
            Options.Create(Samples.Site));

    [TearDown]
    public void Clear()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);
}
