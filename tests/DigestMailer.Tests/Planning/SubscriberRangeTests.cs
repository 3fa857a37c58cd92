using DigestMailer.Planning;

namespace DigestMailer.Tests.Planning;

internal sealed class SubscriberRangeTests
{
    [TestCase(1, 1_000_000, 20)]
    [TestCase(5, 17, 4)]
    [TestCase(1, 2, 5)]
    [TestCase(0, 0, 3)]
    [TestCase(7, 7, 1)]
    public void Parts_hold_every_number_once(long least, long most, int parts)
    {
        var ranges = SubscriberRange.Part(least, most, parts);
        Assert.That(ranges, Has.Count.EqualTo(parts));
        Assert.That((ranges[0].First, ranges[^1].Last), Is.EqualTo((long.MinValue, long.MaxValue)));
        Assert.That(ranges.Zip(ranges.Skip(1), (one, next) => next.First - one.Last), Is.All.EqualTo(1));
    }

    [Test]
    public void Parts_are_alike_in_width()
    {
        var ranges = SubscriberRange.Part(1, 1000, 4);
        Assert.That(ranges.Select(range => Math.Min(range.Last, 1000) - Math.Max(range.First, 1) + 1),
            Is.EqualTo((long[])[250, 250, 250, 250]));
    }
}
