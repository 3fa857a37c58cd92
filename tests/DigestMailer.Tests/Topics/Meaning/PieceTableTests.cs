using DigestMailer.Topics.Meaning;

namespace DigestMailer.Tests.Topics.Meaning;

/// <summary>Pieces of words by how they begin.</summary>
internal sealed class PieceTableTests
{
    [TestCase(4)]
    [TestCase(90)]
    public void The_longest_piece_is_found_as_by_trying_all(int longest)
    {
        var random = new Random(3);
        var (table, known) = (new PieceTable(), new HashSet<string>());
        for (var number = 0; number < 200; number++)
        {
            var piece = Text(random, 1 + random.Next(longest));
            table.Add(piece, number);
            known.Add(piece);
        }

        for (var i = 0; i < 500; i++)
        {
            var text = known.ElementAt(random.Next(known.Count))[..1] + Text(random, random.Next(2 * longest));
            text = i % 2 == 0 ? known.ElementAt(random.Next(known.Count)) + text : text;
            Assert.That(table.Longest(text).Length,
                Is.EqualTo(known.Where(piece => text.StartsWith(piece, StringComparison.Ordinal))
                    .Select(piece => piece.Length).DefaultIfEmpty().Max()));
        }
    }

    [Test]
    public void Of_equal_pieces_the_last_counts()
    {
        var table = new PieceTable();
        table.Add("code", 1);
        table.Add("code", 2);
        Assert.That(table.Longest("codes"), Is.EqualTo((4, 2)));
    }

    private static string Text(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => "ab"[random.Next(2)]));
}
