using DigestMailer.Topics.Meaning;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics.Index;

/// <summary>
/// A table made of the papers at hand, for fields that the shipped one does not fit: latent semantic analysis. Words
/// that are in papers together point the same way. The same papers give the same table on every machine.
/// </summary>
internal static class LatentMeaning
{
    private const int Dimensions = 128;
    private const int LeastHolders = 2;
    private const int MostRoots = 20_000;
    private const int MostPieces = 2000;

    /// <returns>Null where the papers have too few words in common.</returns>
    public static MeaningTable? Fit(IReadOnlyList<(string Title, string Abstract)> papers)
    {
        var texts = papers.Select(paper => MeaningTable.TextOf(paper.Title, paper.Abstract)).ToList();
        var holders = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var root in texts.SelectMany(text => WordCutter.Words(text).Distinct(StringComparer.Ordinal)
            .Select(WordRoot.Of).Distinct(StringComparer.Ordinal)))
        {
            holders[root] = holders.GetValueOrDefault(root) + 1;
        }

        List<KeyValuePair<string, int>> roots = [.. holders.Where(root => root.Value >= LeastHolders)
            .OrderByDescending(root => root.Value).ThenBy(root => root.Key, StringComparer.Ordinal).Take(MostRoots)];
        if (roots.Count < Dimensions || papers.Count < Dimensions)
        {
            return null;
        }

        double[] rarities = [.. roots.Select(root => Math.Log((papers.Count + 1.0) / (root.Value + 0.5)))];
        var pieces = new RootPieces(roots.Select((root, number) => (root.Key, number))
            .ToDictionary(pair => pair.Key, pair => pair.number, StringComparer.Ordinal));
        var directions = LatentDirections.Of([.. texts.Select(text => Row(pieces.Of(text, MostPieces), rarities))],
            roots.Count, Dimensions);
        return MeaningTable.Make(pieces, [.. directions.Select((direction, root) =>
            Array.ConvertAll(direction, part => (float)(part * rarities[root])))]);
    }

    /// <summary>A text by its roots, of length 1.</summary>
    private static LatentText Row(List<int> pieces, double[] rarities)
    {
        var counts = pieces.CountBy(piece => piece).OrderBy(count => count.Key).ToList();
        double[] weights = [.. counts.Select(count => count.Value * rarities[count.Key])];
        var length = Math.Sqrt(weights.Sum(weight => weight * weight));
        return new LatentText([.. counts.Select(count => count.Key)],
            Array.ConvertAll(weights, weight => length > 0 ? weight / length : 0));
    }
}

/// <summary>A text as the numbers of its words and how much each counts.</summary>
internal sealed record LatentText(int[] Terms, double[] Weights);
