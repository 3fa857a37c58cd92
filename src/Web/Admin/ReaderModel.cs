using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>Readers and their mails as the pages show them.</summary>
internal static class ReaderModel
{
    /// <summary>A reader in a list.</summary>
    public static ScriptObject Line(ReaderLine reader) => new()
    {
        ["id"] = reader.Id,
        ["email"] = EmailAddress.Shown(reader.Email),
        ["name"] = reader.Name,
        ["state"] = reader.State.ToLowerInvariant(),
        ["every"] = reader.Every.ToLowerInvariant(),
        ["since"] = AdminText.Time(reader.CreatedAt),
        ["suppressed"] = reader.IsSuppressed,
    };

    /// <summary>A mail in a list.</summary>
    public static ScriptObject Mail(OutboxRow mail) => new()
    {
        ["id"] = mail.Id,
        ["kind"] = mail.Kind.ToLowerInvariant(),
        ["state"] = mail.State.ToString().ToLowerInvariant(),
        ["slot"] = AdminText.Time(mail.Slot),
        ["attempts"] = mail.Attempts,
        ["reply"] = mail.Reply,
    };

    /// <summary>A mail alone.</summary>
    /// <param name="reader">Its subscriber.</param>
    /// <param name="papers">Their titles; a letter has none.</param>
    public static ScriptObject Mail(OutboxRow mail, IEnumerable<Attempt> attempts, long reader, string[] papers)
    {
        var model = Mail(mail);
        model["reader"] = reader;
        model["email"] = EmailAddress.Shown(mail.To);
        model["due"] = AdminText.Time(mail.DueAt);
        model["expires"] = AdminText.Time(mail.ExpiresAt);
        model["attempts"] = attempts.Select(Try).ToArray();
        model["papers"] = papers;
        return model;
    }

    private static ScriptObject Try(Attempt attempt) => new()
    {
        ["at"] = AdminText.Time(attempt.At),
        ["relay"] = attempt.Relay,
        ["outcome"] = attempt.Outcome,
        ["text"] = attempt.Text,
    };
}
