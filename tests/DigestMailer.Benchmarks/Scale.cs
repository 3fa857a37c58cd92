namespace DigestMailer.Benchmarks;

/// <summary>How big a benchmark is run.</summary>
/// <param name="Times">Every number of subscribers is multiplied by this.</param>
/// <param name="Million">Whether to go up to 1,000,000 where that takes long.</param>
internal sealed record Scale(double Times, int Runs, bool Million)
{
    public int Of(int number) => Math.Max(10, (int)(number * Times));
}
