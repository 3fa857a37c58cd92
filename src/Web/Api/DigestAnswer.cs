using DigestMailer.Digests.Choosing;

namespace DigestMailer.Web.Api;

/// <summary>A digest as the API shows one: what was chosen for a slot, and why.</summary>
/// <param name="Kind">digest, alert or welcome.</param>
/// <param name="Matched">How many papers fitted, of which these are the best.</param>
/// <param name="Topics">Names of the topics, and the queries, that it is about.</param>
internal sealed record DigestAnswer(long Id, string Kind, DateTimeOffset Slot, int Matched,
    IReadOnlyList<string> Topics, IReadOnlyList<ChosenAnswer> Papers)
{
    public static DigestAnswer Of(long id, DigestContent digest, Func<ChosenPaper, PaperAnswer> show) => new(
        id, digest.Kind.ToString().ToLowerInvariant(), digest.Slot, digest.Matched, digest.Topics,
        [.. digest.Papers.Select(chosen =>
            new ChosenAnswer(show(chosen), chosen.Score, chosen.Because.Topic, [.. chosen.Because.Words]))]);
}

/// <summary>A paper of a digest.</summary>
/// <param name="Topic">The topic or query that it is there for; empty where the reader follows everything.</param>
/// <param name="Words">The words of the paper that matched.</param>
internal sealed record ChosenAnswer(PaperAnswer Paper, double Score, string Topic, IReadOnlyList<string> Words);
