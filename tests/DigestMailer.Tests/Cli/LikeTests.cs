using DigestMailer.Tests.Subscribers.Libraries;

namespace DigestMailer.Tests.Cli;

/// <summary>Papers that a reader liked, given on the command line.</summary>
[NonParallelizable]
internal sealed class LikeTests
{
    private const string Reader = "reader@example.org";

    private string folder = "";

    [SetUp]
    public void Begin() => folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;

    [TearDown]
    public void End()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [TestCase("library.bib", "@article{a, title = {A theory of shallow pools}}")]
    [TestCase("library.ris", "TY  - JOUR\nTI  - A theory of shallow pools\nER  - ")]
    [TestCase("library.txt", "A theory of shallow pools")]
    public async Task A_library_and_papers_next_to_it_are_both_taken(string name, string text)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, text);
        await Shell.JsonAsync("subscribers", "add", Reader, "--confirmed", Database);
        var said = await Shell.JsonAsync("subscribers", "like", Reader, "Tides of unheard whales", "--file", file,
            Database);
        Assert.That(said.GetProperty("liked").EnumerateArray().Select(key => key.GetString()),
            Is.EqualTo(new[] { "title:a theory of shallow pools", "title:tides of unheard whales" }));
    }

    [Test]
    public async Task A_file_that_is_too_large_is_one_line()
    {
        var file = Path.Combine(folder, "library.bib");
        await File.WriteAllBytesAsync(file, new byte[(1024 * 1024) + 1]);
        await Shell.JsonAsync("subscribers", "add", Reader, "--confirmed", Database);
        var (code, _, complaint) = await Shell.RunAsync("subscribers", "like", Reader, "--file", file, Database);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(complaint, Does.Contain("is larger than 1 MB"));
    }

    [Test]
    public async Task A_library_is_connected_by_a_key_from_a_file_and_shown_without_it()
    {
        await using var zotero = await ZoteroServer.StartAsync("A theory of shallow pools");
        var key = Path.Combine(folder, "key.txt");
        await File.WriteAllTextAsync(key, ZoteroServer.Key + "\n");
        await Shell.JsonAsync("subscribers", "add", Reader, "--confirmed", Database);
        string[] library = ["subscribers", "library", Reader, Database];
        var (code, _, complaint) = await Shell.RunAsync([.. library, "--key-file", key]);
        Assert.That((code, complaint.TrimEnd()), Is.EqualTo(
            (1, "digestmailer: Zotero:Enabled is false, so no library is read; set it to true.")));
        var said = await Shell.JsonAsync([.. library, "--key-file", key, .. zotero.Settings]);
        Assert.That((said.GetProperty("owner").GetString(), said.GetProperty("papers").GetInt32()),
            Is.EqualTo((ZoteroServer.Owner, 1)));
        Assert.That(said.ToString(), Does.Not.Contain(ZoteroServer.Key));
        zotero.Status = 403;
        (code, _, complaint) = await Shell.RunAsync([.. library, "--refresh", .. zotero.Settings]);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(complaint.TrimEnd(), Does.EndWith(
            "digestmailer: Zotero rejects this key; make a new one at zotero.org/settings/keys."));
        Assert.That((await Shell.JsonAsync(library)).GetProperty("rejected").GetBoolean(), Is.True);
        Assert.That((await Shell.JsonAsync([.. library, "--remove"])).GetProperty("connected").GetBoolean(), Is.False);
    }

    private string Database => $"--Storage:ConnectionString=Data Source={Path.Combine(folder, "trial.db")}";
}
