namespace DigestMailer.Planning;

/// <summary>What a plan came to, in subscriptions: each one due is served, has nothing new, or came too late.</summary>
internal sealed record PlanReport
{
    public int Due { get; init; }

    public int NothingNew { get; init; }

    public int Digests { get; init; }

    public int Expired { get; init; }

    public static PlanReport operator +(PlanReport left, PlanReport right) => new()
    {
        Due = left.Due + right.Due,
        NothingNew = left.NothingNew + right.NothingNew,
        Digests = left.Digests + right.Digests,
        Expired = left.Expired + right.Expired,
    };
}
