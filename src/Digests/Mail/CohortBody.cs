using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;

namespace DigestMailer.Digests.Mail;

/// <summary>What all mails of one digest in one format share.</summary>
/// <param name="Html">Null for readers of plain text alone.</param>
internal sealed record CohortBody(DigestKind Kind, DateTimeOffset Slot, Language Language, string Subject, Stencil Text,
    Stencil? Html)
{
    /// <summary>The Subject as the head has it, encoded and folded.</summary>
    public string SubjectField { get; } = EncodedWords.Text(Subject, "Subject: ".Length);

    /// <summary>The Date of the head.</summary>
    public string DateField { get; } = MailFrame.Date(Slot);

    private (TimeZoneInfo Zone, string Day)[] days = [];

    /// <summary>The day of the slot in a zone, as the reader's language writes it; most cohorts live in one.</summary>
    public string Day(TimeZoneInfo zone)
    {
        foreach (var known in days)
        {
            if (known.Zone == zone)
            {
                return known.Day;
            }
        }

        var day = Language.Date("date.day", TimeZoneInfo.ConvertTime(Slot, zone));
        days = [.. days, (zone, day)];
        return day;
    }

    /// <summary>What it takes in memory, near enough.</summary>
    public int Bytes => Text.Bytes + (Html?.Bytes ?? 0) + 1024;

    public int EncodedBytes => Text.EncodedBytes + (Html?.EncodedBytes ?? 0);
}
