namespace DigestMailer.Topics.Index;

/// <summary>How near a paper is to prose, for those who ask why.</summary>
/// <param name="Cosine">Of their vectors; null where words alone are compared.</param>
/// <param name="Words">What it has of the words, each by how rare it is (BM25).</param>
/// <param name="Rank">Its place among the papers in play by both, 1 for the nearest.</param>
internal sealed record AboutFigures(float? Cosine, float Words, int Rank);
