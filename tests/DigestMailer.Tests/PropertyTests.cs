using CsCheck;

namespace DigestMailer.Tests;

internal sealed class PropertyTests
{
    [Test]
    public void By_default_the_values_are_many_and_the_same_each_time()
    {
        Assume.That(Scale.Full, Is.False);
        var (first, again) = (Values(), Values());
        Assert.That(again, Is.EqualTo(first));
        Assert.That(first.Distinct().Count(), Is.GreaterThan(190));
    }

    [Test]
    public void One_value_for_which_it_does_not_hold_is_found() =>
        Assert.That(() => Gen.Int[1, 50].Holds(value => value != 7),
            Throws.TypeOf<CsCheckException>().With.Message.Contains("7"));

    private static List<int> Values()
    {
        var values = new List<int>();
        Gen.Int[0, 1_000_000].Holds(values.Add, times: 200);
        return values;
    }
}
