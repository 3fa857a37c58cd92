namespace DigestMailer.Web.Reading;

/// <summary>What a shelf knows of a paper.</summary>
/// <param name="Trend">Compared with the best of its day.</param>
/// <param name="Sources">How many list it.</param>
internal readonly record struct ShelvedPaper(long Id, double Trend, int Votes, int Stars, int Sources,
    DateTimeOffset FirstSeen);
