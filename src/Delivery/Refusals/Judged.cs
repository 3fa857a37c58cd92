using DigestMailer.Outbox;

namespace DigestMailer.Delivery.Refusals;

/// <summary>Whose fault a refusal is, and by what it was decided.</summary>
/// <param name="Passing">It may succeed later without anybody doing anything (a reply of class 4, a timeout).</param>
/// <param name="Code">The enhanced code that was decided by, or null.</param>
/// <param name="Why">For the operator: the phrase or code that decided.</param>
internal sealed record Judged(Blame Blame, bool Passing, string? Code, string Why);
