namespace DigestMailer.Topics.Meaning;

/// <summary>The meanings of a set of papers, and the table by which other texts are compared with them.</summary>
internal sealed class MeaningSpace
{
    private readonly MeaningTable table;

    /// <param name="papers">Titles and abstracts, by place.</param>
    /// <param name="common">What all texts have in common; the mean of these papers if left out.</param>
    public MeaningSpace(MeaningTable table, IReadOnlyList<(string Title, string Abstract)> papers,
        float[]? common = null)
    {
        this.table = table;
        float[][] directions = [.. papers.Select(paper => table.Of(paper.Title, paper.Abstract))];
        Vectors = new MeaningVectors(directions, table.Dimensions, new float[table.Dimensions]);
        Common = common ?? MeaningVectors.Mean(directions, table.Dimensions);
        Telling = new MeaningVectors(directions, table.Dimensions, Common);
    }

    /// <summary>As the table gives them: prose is compared with these.</summary>
    public MeaningVectors Vectors { get; }

    /// <summary>Without what all have in common, which says nothing of likes: papers are compared by these.</summary>
    public MeaningVectors Telling { get; }

    /// <summary>What all texts have in common.</summary>
    public float[] Common { get; }

    /// <summary>Whether its vectors are made of papers at hand; see <see cref="MeaningTable.IsOfPapers"/>.</summary>
    public bool IsOfPapers => table.IsOfPapers;

    public int Dimensions => table.Dimensions;

    /// <summary>Prose.</summary>
    public MeaningVector Of(string text) => Vectors.Of(table.Of(text));

    /// <summary>A paper from elsewhere.</summary>
    public MeaningVector Of(string title, string summary) => Telling.Of(table.Of(title, summary));

    /// <summary>How far a word moves a text that it is in towards a vector.</summary>
    public double Share(string word, MeaningVector vector)
    {
        Span<float> direction = stackalloc float[table.Dimensions];
        for (var i = 0; i < direction.Length; i++)
        {
            direction[i] = vector[i];
        }

        return table.Share(word, direction);
    }
}
