using CsCheck;

namespace DigestMailer.Tests;

/// <summary>
/// Something that holds for every value. By default the values are the same in each run, so that a build fails by a
/// change and never by chance; at full size chance chooses them, and fifty times as many. What fails is shrunk and
/// printed with its seed.
/// </summary>
internal static class Property
{
    private const int Larger = 50;

    public static void Holds<T>(this Gen<T> values, Func<T, bool> holds, int times = 1000)
    {
        if (Scale.Full)
        {
            values.Sample(holds, iter: times * Larger);
        }
        else
        {
            foreach (var seed in Seeds(times))
            {
                values.Sample(holds, seed: seed, iter: 1, threads: 1);
            }
        }
    }

    public static void Holds<T>(this Gen<T> values, Action<T> holds, int times = 1000) => values.Holds(
        value =>
        {
            holds(value);
            return true;
        },
        times);

    /// <summary>One value at a time, for what shares a server or a database.</summary>
    public static async Task HoldsAsync<T>(this Gen<T> values, Func<T, Task> holds, int times)
    {
        if (Scale.Full)
        {
            await values.SampleAsync(holds, iter: times * Larger, threads: 1);
        }
        else
        {
            foreach (var seed in Seeds(times))
            {
                await values.SampleAsync(holds, seed: seed, iter: 1, threads: 1);
            }
        }
    }

    /// <summary>CsCheck takes a seed for the first value only, so each value has its own.</summary>
    private static IEnumerable<string> Seeds(int count) =>
        Enumerable.Range(1, count).Select(value => new PCG((uint)value, (ulong)value).ToString());
}
