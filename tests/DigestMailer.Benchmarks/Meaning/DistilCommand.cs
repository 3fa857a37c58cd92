using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using DigestMailer.Topics.Meaning;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>
/// <c>distil</c>: makes the table of meaning from the teacher and the recorded texts; the same bytes each time.
/// </summary>
internal sealed class DistilCommand : Command
{
    private const int HeldBackEach = 37;
    private const int ChunkSize = 500;
    private readonly Option<string> data =
        new("--data") { Description = "The recorded data.", DefaultValueFactory = _ => RecordedData.Folder };
    private readonly Option<string> file = new("--out")
    {
        Description = "The table's file.",
        DefaultValueFactory = _ => "src/Topics/Meaning/meaning.table",
    };
    private readonly Option<int> dimensions =
        new("--dimensions") { Description = "Numbers in a vector.", DefaultValueFactory = _ => 128 };
    private readonly Option<int> passes =
        new("--passes") { Description = "How often the fit reads each text.", DefaultValueFactory = _ => 27 };
    private readonly Option<float> rate =
        new("--rate") { Description = "How far a step of the fit leads.", DefaultValueFactory = _ => 0.05f };
    private readonly Option<int> most =
        new("--papers") { Description = "How many papers at most.", DefaultValueFactory = _ => 20_000 };
    private readonly Option<string?> keep =
        new("--keep") { Description = "A file that keeps the teacher's vectors for another fit." };

    public DistilCommand()
        : base("distil", "Makes the table of meaning from the sentence model and the recorded texts.")
    {
        foreach (var option in new Option[] { data, file, dimensions, passes, rate, most, keep })
        {
            Options.Add(option);
        }

        SetAction(Act);
    }

    private int Act(ParseResult arguments)
    {
        var watch = Stopwatch.StartNew();
        using var teacher = new Teacher();
        var papers = FitTexts.Read(arguments.GetValue(data)!).ToArray();
        new Random(1).Shuffle(papers);
        papers = papers[..Math.Min(papers.Length, arguments.GetValue(most))];
        var vocabulary = Encoding.UTF8.GetString(TeacherPackage.Vocabulary).ReplaceLineEndings("\n").TrimEnd('\n')
            .Split('\n');
        // The teacher's vector of each piece alone, between its two marks.
        var marks = teacher.Pieces("");
        var alone = vocabulary.Select((_, number) => new[] { marks[0], number, marks[^1] }).ToList();
        Say($"{papers.Length} papers");
        using var kept = new TeacherMemory(teacher, arguments.GetValue(keep));
        var pieces = kept.Of(alone);
        var texts = new List<FitText>();
        foreach (var chunk in papers.Chunk(ChunkSize))
        {
            texts.AddRange(Texts(teacher, kept, chunk, paper => MeaningTable.TextOf(paper.Title, paper.Abstract)));
            texts.AddRange(Texts(teacher, kept, chunk, paper => paper.Title));
            Say($"  {texts.Count / 2} papers after {watch.Elapsed.TotalSeconds:F0} s");
        }

        var table = TableFile.Write(vocabulary, Fit(texts, pieces, arguments));
        File.WriteAllBytes(arguments.GetValue(file)!, table);
        var hash = Convert.ToHexStringLower(SHA256.HashData(table));
        Say($"{arguments.GetValue(file)}: {table.Length} bytes after {watch.Elapsed.TotalSeconds:F0} s");
        Say($"SHA-256 {hash}");
        return 0;
    }

    private static IEnumerable<FitText> Texts(Teacher teacher, TeacherMemory kept,
        (string Title, string Abstract)[] papers, Func<(string Title, string Abstract), string> text)
    {
        var pieces = papers.Select(paper => teacher.Pieces(text(paper))).ToList();
        return pieces.Zip(kept.Of(pieces), (piece, vector) => new FitText(piece[1..^1], vector));
    }

    private IReadOnlyList<float[]> Fit(List<FitText> texts, float[][] pieces, ParseResult arguments)
    {
        var projection = new Projection([.. texts.Select(text => text.Wanted)], arguments.GetValue(dimensions));
        var fitted = texts.ConvertAll(text => text with { Wanted = Unit(projection.Of(text.Wanted)) });
        var held = fitted.Where((_, i) => i % HeldBackEach == 0).ToList();
        var rest = fitted.Where((_, i) => i % HeldBackEach != 0).ToArray();
        var fit = new TableFit([.. pieces.Select(projection.Of)], rest);
        var random = new Random(1);
        Say($"cosine on {held.Count} held back before the fit: {fit.Agreement(held):F4}");
        var count = arguments.GetValue(passes);
        for (var pass = 1; pass <= count; pass++)
        {
            fit.Pass(rest, random, arguments.GetValue(rate) * (1 - ((pass - 1f) / count)));
            if (pass % 3 == 0)
            {
                Say($"  pass {pass}: {fit.Agreement(held):F4}");
            }
        }

        return fit.Rows;
    }

    private static float[] Unit(float[] vector)
    {
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    private static void Say(FormattableString text) =>
        Console.Error.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
