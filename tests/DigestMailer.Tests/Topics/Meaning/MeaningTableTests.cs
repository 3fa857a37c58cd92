using DigestMailer.Topics.Meaning;

namespace DigestMailer.Tests.Topics.Meaning;

/// <summary>The shipped table: what it says, and what becomes of one that cannot be used.</summary>
internal sealed class MeaningTableTests
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, MeaningOptions.ShippedTable);

    [Test]
    public void The_shipped_table_can_be_read()
    {
        var (table, fault) = MeaningTable.Load(Shipped);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault, Is.Null);
            Assert.That(table!.Dimensions, Is.GreaterThanOrEqualTo(64));
            Assert.That(new FileInfo(Shipped).Length, Is.LessThan(6_000_000));
        }
    }

    [Test]
    public void Texts_on_one_thing_are_nearer_than_texts_on_two()
    {
        var table = MeaningTable.Load(Shipped).Table!;
        var robots = table.Of("A robot arm learns to grasp objects that it has never seen");
        Assert.That(Cosine(robots, table.Of("Dexterous manipulation with a gripper")),
            Is.GreaterThan(Cosine(robots, table.Of("Translating legal documents between languages")) + 0.2));
    }

    [TestCase("")]
    [TestCase("\ud800")]
    [TestCase("[SEP] [CLS]")]
    [TestCase("Ünïcödé, 中文 and e\u0301 $^+=<>~|")]
    public void No_text_fails(string text)
    {
        var direction = MeaningTable.Load(Shipped).Table!.Of(text);
        Assert.That(direction.All(float.IsFinite), Is.True);
    }

    [TestCase(10)]
    [TestCase(1000)]
    [TestCase(-1)]
    public void A_truncated_table_says_so(int length)
    {
        var bytes = File.ReadAllBytes(Shipped);
        var (table, fault) = MeaningTable.Read(bytes[..(length < 0 ? bytes.Length + length : length)]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(table, Is.Null);
            Assert.That(fault, Does.Contain("truncated"));
        }
    }

    [Test]
    public void A_table_of_another_version_says_so()
    {
        var bytes = File.ReadAllBytes(Shipped);
        bytes[MeaningTable.Mark.Length] = 9;
        Assert.That(MeaningTable.Read(bytes).Fault, Does.Contain("version 9"));
    }

    [Test]
    public void A_damaged_table_says_so()
    {
        var bytes = File.ReadAllBytes(Shipped);
        bytes[bytes.Length / 2] ^= 1;
        Assert.That(MeaningTable.Read(bytes).Fault, Does.Contain("damaged"));
    }

    [Test]
    public void A_missing_table_says_so() =>
        Assert.That(MeaningTable.Load("/nowhere/at/all").Fault, Does.Contain("missing"));

    private static float Cosine(float[] one, float[] other) => one.Zip(other).Sum(pair => pair.First * pair.Second);
}
