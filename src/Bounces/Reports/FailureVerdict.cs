using DigestMailer.Delivery.Refusals;
using DigestMailer.Outbox;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// Makes a verdict of a failure, by the same judgement as for what a relay refuses on the spot: a dead address is hard,
/// what speaks of us is refused, all else is soft.
/// </summary>
internal static class FailureVerdict
{
    private const int MostKept = 500;

    /// <param name="source">Where it was read, for the evidence.</param>
    public static Verdict Of(Failure failure, string source)
    {
        if (failure.Action is "delayed" or "delivered" or "relayed" or "expanded")
        {
            return new Verdict(VerdictKind.Nothing, failure.Address, failure.Status, Cut(failure.Said[0]),
                $"{source}: {failure.Action}");
        }

        var (said, judged) = failure.Said.Select(words => (words, Judge(failure, words)))
            .OrderBy(one => IsOpen(one.Item2)).First();
        return new Verdict(Kind(judged.Blame), failure.Address, judged.Code, Cut(said), $"{source}: {judged.Why}");
    }

    /// <summary>What a refusal on the spot means for its reader.</summary>
    public static Verdict Of(Refusal refusal, string source)
    {
        var judged = Judgement.Of(refusal);
        return new Verdict(Kind(judged.Blame), null, judged.Code, Cut(refusal.Said), $"{source}: {judged.Why}");
    }

    private static Judged Judge(Failure failure, string words) =>
        Judgement.Of(new Refusal(words, failure.Status, failure.Phase));

    /// <summary>Neither words nor a code have decided.</summary>
    private static bool IsOpen(Judged judged) =>
        judged is { Blame: Blame.Nobody or Blame.Mail, Passing: false };

    private static VerdictKind Kind(Blame blame) => blame switch
    {
        Blame.Address => VerdictKind.Hard,
        Blame.Mailbox or Blame.Nobody or Blame.Pace => VerdictKind.Soft,
        Blame.Sender or Blame.Size or Blame.Mail or Blame.Relay => VerdictKind.Refused,
        _ => throw new ArgumentOutOfRangeException(nameof(blame), blame, "a blame without a verdict"),
    };

    private static string Cut(string words) => words.Length > MostKept ? words[..MostKept] : words;
}
