using DigestMailer.Topics.Meaning;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics.Index;

/// <summary>
/// Cuts texts into the words that a set of papers has, those of one root as one; others are left out.
/// </summary>
/// <param name="numbers">Of the roots.</param>
internal sealed class RootPieces(IReadOnlyDictionary<string, int> numbers) : IPieces
{
    // A word that a text repeats says what it is about, but not ten times as much.
    private const int MostTimes = 3;
    private const int MostWords = 50_000;

    private readonly Recall<string, int> known = new(word => numbers.GetValueOrDefault(WordRoot.Of(word), -1),
        MostWords, (_, _) => 1);

    public List<int> Of(string text, int most)
    {
        var (pieces, times) = (new List<int>(), new Dictionary<int, int>());
        foreach (var word in WordCutter.Words(text))
        {
            if (known.Get(word) is >= 0 and var number && pieces.Count < most
                && times.GetValueOrDefault(number) < MostTimes)
            {
                times[number] = times.GetValueOrDefault(number) + 1;
                pieces.Add(number);
            }
        }

        return pieces;
    }
}
