using DigestMailer.Digests.Choosing;

namespace DigestMailer.Planning;

/// <summary>What one cohort gets: a digest, nothing, or the end of a slot that came too late.</summary>
/// <param name="ChoiceKey">Plans with the same one share a digest; null where there is none.</param>
internal sealed record CohortPlan(Cohort Cohort, DateTimeOffset Slot, DateTimeOffset Next, NewDigest? Digest,
    SlotEnd End, DigestChoiceKey? ChoiceKey = null)
{
    public PlanReport Report(int members) => End == SlotEnd.Paused ? new() : new()
    {
        Due = members,
        Expired = End == SlotEnd.Expired ? members : 0,
        NothingNew = End == SlotEnd.NothingNew ? members : 0,
        Digests = End == SlotEnd.Digest ? members : 0,
    };
}

/// <summary>How a slot ends for a cohort.</summary>
internal enum SlotEnd { Digest, NothingNew, Expired, Paused }
