using DigestMailer.Topics.Meaning;

namespace DigestMailer.Tests.Topics.Meaning;

/// <summary>Choices are the same with and without wide registers.</summary>
internal sealed class SmallDotTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(31)]
    [TestCase(32)]
    [TestCase(64)]
    [TestCase(100)]
    [TestCase(128)]
    [TestCase(384)]
    public void Wide_and_plain_products_agree(int length)
    {
        var random = new Random(length);
        for (var round = 0; round < 200; round++)
        {
            var (one, other) = (Numbers(random, length), Numbers(random, length));
            Assert.That(SmallDot.Wide(one, other), Is.EqualTo(SmallDot.Plain(one, other)));
        }
    }

    [TestCase(16)]
    [TestCase(31)]
    [TestCase(100)]
    [TestCase(128)]
    [TestCase(1024)]
    [TestCase(1040)]
    public void Products_with_many_are_those_with_each(int length)
    {
        var random = new Random(length);
        var (rows, one, products) = (Numbers(random, length * 50), Numbers(random, length), new int[50]);
        SmallDot.Many(rows, one, products);
        Assert.That(products, Is.EqualTo(Enumerable.Range(0, 50)
            .Select(row => SmallDot.Plain(rows.AsSpan(row * length, length), one))));
    }

    [TestCase(127, 127)]
    [TestCase(-128, 127)]
    [TestCase(-128, -128)]
    public void The_largest_numbers_do_not_overflow(int left, int right)
    {
        var (one, other) = (new sbyte[128], new sbyte[128]);
        Array.Fill(one, (sbyte)left);
        Array.Fill(other, (sbyte)right);
        Assert.That(SmallDot.Wide(one, other), Is.EqualTo(128 * left * right));
    }

    private static sbyte[] Numbers(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => (sbyte)random.Next(-127, 128))];
}
