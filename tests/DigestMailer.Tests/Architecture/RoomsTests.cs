namespace DigestMailer.Tests.Architecture;

/// <summary>The layout of the sources: the order of the rooms, the size of folders, tests that mirror them.</summary>
internal sealed class RoomsTests
{
    private const int MostFiles = 32;

    private static readonly string Tests = Path.Combine(SourceCode.Folder, "..", "tests", "DigestMailer.Tests");
    private static readonly string Benchmarks = Path.Combine(Tests, "..", "DigestMailer.Benchmarks");

    /// <summary>Folders of the tests that serve several rooms.</summary>
    private static readonly string[] Shared = ["Architecture", "MailLoop", "Recordings"];

    [Test]
    public void A_room_uses_only_the_rooms_above_it() =>
        Assert.That(SourceCode.Models().SelectMany(RoomOrder.Upward), Is.Empty);

    [TestCase("Papers.Gathering", "public static Delivery.Dispatcher? Use() => null;", "Delivery")]
    [TestCase("Papers.Gathering", "public static System.Type Use() => typeof(Web.Site.PageView);", "Web")]
    [TestCase("Papers.Gathering", "public static string Use() => nameof(DigestMailer.Bounces.Circuit);", "Bounces")]
    [TestCase("Papers.Text", "public static Papers.Paper? Use() => null;", "Papers")]
    [TestCase("Storage", "public static Storage.Postgres.PostgresOutage? Use() => null;", "Storage.Postgres")]
    [TestCase("Papers", "public static void Use(Papers.Merging.PaperBatch made) => made.ToString();", "Papers.Merging")]
    [TestCase("Outbox", "public static void Use() { Delivery.Dispatcher run = new(); }", "Delivery")]
    public void A_planted_upward_reference_is_found(string room, string code, string used) =>
        Assert.That(RoomOrder.Upward(SourceCode.Planted(room, code)), Has.Some.EndsWith($"uses {used}"));

    [Test]
    public void A_planted_reference_to_a_room_above_is_allowed() =>
        Assert.That(RoomOrder.Upward(SourceCode.Planted(
            "Papers.Gathering", "public static Storage.Database? Use(Papers.Paper paper) => null;")), Is.Empty);

    [Test]
    public void Every_file_is_in_the_namespace_of_its_folder() =>
        Assert.That(
            SourceCode.Files().Where(file => Path.GetDirectoryName(file) != SourceCode.Folder)
                .Where(file => !File.ReadAllText(file).Contains(
                    $"namespace DigestMailer.{Path.GetRelativePath(SourceCode.Folder, Path.GetDirectoryName(file)!)
                        .Replace(Path.DirectorySeparatorChar, '.')};", StringComparison.Ordinal)),
            Is.Empty);

    [Test]
    public void No_folder_has_more_than_32_files() =>
        Assert.That(Folders(SourceCode.Folder).Concat(Folders(Tests)).Concat(Folders(Benchmarks))
            .Select(folder => (folder, Files: Directory.EnumerateFiles(folder).Count()))
            .Where(count => count.Files > MostFiles), Is.Empty);

    [Test]
    public void The_folders_of_the_tests_mirror_those_of_the_sources() =>
        Assert.That(Folders(Tests)
            .Where(folder => Directory.EnumerateFiles(folder, "*Tests.cs").Any())
            .Select(folder => Path.GetRelativePath(Tests, folder))
            .Where(folder => !Shared.Contains(folder) && !Directory.Exists(Path.Combine(SourceCode.Folder, folder))),
            Is.Empty);

    private static IEnumerable<string> Folders(string root) =>
        Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).Prepend(root)
            .Where(folder => Path.GetRelativePath(root, folder).Split(Path.DirectorySeparatorChar)[0]
                is not ("obj" or "bin" or "TestResults" or "StrykerOutput"));
}
