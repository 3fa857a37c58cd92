using System.Text.Json.Serialization;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary>What became of the rows of a CSV, as <c>--json</c> shows it.</summary>
internal sealed record ImportReport(int Added, int Changed, int Suppressed, int Refused, int Left, int Kept,
    int Full, bool DryRun)
{
    public ImportReport(IReadOnlyList<Enrolled> ends, int faults, bool dryRun)
        : this(ends.Count(end => end == Enrolled.Added), ends.Count(end => end == Enrolled.Changed),
            ends.Count(end => end == Enrolled.Suppressed), faults, ends.Count(end => end == Enrolled.Left),
            ends.Count(end => end == Enrolled.Kept), ends.Count(end => end == Enrolled.Full), dryRun)
    {
    }

    /// <summary>Each row; null unless nothing was stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ImportedRow>? Rows { get; init; }

    /// <summary>The same in one line.</summary>
    [JsonIgnore]
    public string Line =>
        (DryRun ? "Nothing was stored; it would be " : "")
        + $"{Added} added, {Changed} changed, {Suppressed} suppressed, {Refused} rejected"
        + (Left > 0 ? $", {Left} stay unsubscribed (they left after the consent in the file)" : "")
        + (Kept > 0 ? $", {Kept} stay subscribed (they came back after leaving as the file says)" : "")
        + (Full > 0 ? $", {Full} left out (their readers have {ReaderDigests.Most} digests already)" : "");
}

/// <summary>What would become of one row.</summary>
internal sealed record ImportedRow(int Line, string Email, string? Name, string? Digest, string End,
    string State)
{
    public static ImportedRow Of(Enrolment person, Enrolled end) =>
        new(person.Line, person.Email, person.Name, person.Digest, end.ToString().ToLowerInvariant(),
            person.HasLeft ? "unsubscribed" : person.Confirmed ? "confirmed"
                : end == Enrolled.Added ? "pending" : "state unchanged");
}
