namespace DigestMailer.Subscribers.Imports;

/// <summary>What a CSV holds, before anything of it is stored.</summary>
/// <param name="Notes">How it was read, in lines to be shown.</param>
/// <param name="People">The good rows in order.</param>
/// <param name="Faults">The bad rows, each as <c>line N: why</c>.</param>
internal sealed record SubscriberFile(IReadOnlyList<string> Notes, List<Enrolment> People, List<string> Faults);
