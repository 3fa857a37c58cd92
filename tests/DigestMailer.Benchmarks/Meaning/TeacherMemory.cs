using System.Runtime.InteropServices;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>
/// Asks the teacher, and keeps what it said in a file if there is one, so that a fit that is broken off, or done again,
/// asks for nothing twice. It must be asked for the same texts in the same order.
/// </summary>
internal sealed class TeacherMemory(Teacher teacher, string? path) : IDisposable
{
    private readonly FileStream? file = path is null ? null : new FileStream(path, FileMode.OpenOrCreate);

    public float[][] Of(IReadOnlyList<int[]> texts)
    {
        var bytes = new byte[texts.Count * Teacher.Dimensions * sizeof(float)];
        if (file is not null && file.Length - file.Position >= bytes.Length)
        {
            file.ReadExactly(bytes);
            return [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Chunk(Teacher.Dimensions)];
        }

        var vectors = teacher.Of(texts);
        file?.SetLength(file.Position);
        file?.Write(MemoryMarshal.AsBytes(vectors.SelectMany(vector => vector).ToArray().AsSpan()));
        file?.Flush();
        return vectors;
    }

    public void Dispose() => file?.Dispose();
}
