using System.Numerics.Tensors;
using System.Text;
using FastBertTokenizer;
using Microsoft.ML.OnnxRuntime;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>
/// The sentence model all-MiniLM-L6-v2, from which the table learns: the mean of what it makes of a text's pieces, of
/// length 1. One thread a batch and batches that are always the same, so that the same texts give the same bytes.
/// </summary>
internal sealed class Teacher : IDisposable
{
    public const int Dimensions = 384;

    /// <summary>Pieces of a text that are read; more make no text's vector better.</summary>
    private const int MostPieces = 128;

    private const int BatchSize = 16;
    private readonly BertTokenizer tokenizer = new();
    private readonly InferenceSession session;
    private readonly RunOptions run = new();

    public Teacher()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        session = new InferenceSession(TeacherPackage.Model, options);
        tokenizer.LoadVocabulary(new StringReader(Encoding.UTF8.GetString(TeacherPackage.Vocabulary)), true);
    }

    /// <summary>The numbers of a text's pieces as the teacher reads them, with its marks at both ends.</summary>
    public int[] Pieces(string text)
    {
        var (ids, mask) = (new long[MostPieces], new long[MostPieces]);
        tokenizer.Encode(text, ids, mask, new long[MostPieces]);
        return [.. ids.Zip(mask).TakeWhile(piece => piece.Second == 1).Select(piece => (int)piece.First)];
    }

    /// <summary>The vectors of texts, by their pieces, in their order.</summary>
    public float[][] Of(IReadOnlyList<int[]> texts)
    {
        var vectors = new float[texts.Count][];
        var batches = Enumerable.Range(0, texts.Count).OrderBy(i => texts[i].Length).ThenBy(i => i).Chunk(BatchSize);
        Parallel.ForEach(batches, new ParallelOptions { MaxDegreeOfParallelism = 2 },
            batch => One(texts, batch, vectors));
        return vectors;
    }

    private void One(IReadOnlyList<int[]> texts, int[] batch, float[][] vectors)
    {
        var length = batch.Max(i => texts[i].Length);
        var (ids, mask) = (new long[batch.Length * length], new long[batch.Length * length]);
        for (var row = 0; row < batch.Length; row++)
        {
            for (var i = 0; i < texts[batch[row]].Length; i++)
            {
                ids[(row * length) + i] = texts[batch[row]][i];
                mask[(row * length) + i] = 1;
            }
        }

        long[] shape = [batch.Length, length];
        using var input = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var attention = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var kinds = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        using var answer = session.Run(run, ["input_ids", "attention_mask", "token_type_ids"],
            [input, attention, kinds], [session.OutputNames[0]]);
        var states = answer[0].GetTensorDataAsSpan<float>();
        for (var row = 0; row < batch.Length; row++)
        {
            vectors[batch[row]] = Mean(states.Slice(row * length * Dimensions, length * Dimensions),
                texts[batch[row]].Length);
        }
    }

    private static float[] Mean(ReadOnlySpan<float> states, int pieces)
    {
        var mean = new float[Dimensions];
        for (var i = 0; i < pieces; i++)
        {
            TensorPrimitives.Add(mean, states.Slice(i * Dimensions, Dimensions), mean);
        }

        TensorPrimitives.Divide(mean, TensorPrimitives.Norm<float>(mean), mean);
        return mean;
    }

    public void Dispose()
    {
        run.Dispose();
        session.Dispose();
    }
}
