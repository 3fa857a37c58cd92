namespace DigestMailer.Subscribers;

/// <summary>A person to be added with their wishes.</summary>
/// <param name="Email">Already checked by <see cref="EmailAddress"/>.</param>
/// <param name="Confirmed">True only where the consent is proved; others stay pending and are not mailed.</param>
/// <param name="Source">Where the consent came from: command, import, form.</param>
/// <param name="Proof">The proof given, or the wording agreed to.</param>
internal sealed record Enrolment(string Email, string? Name, Wishes Wishes, bool Confirmed, string Source,
    string? Proof);

/// <summary>What became of an <see cref="Enrolment"/>.</summary>
internal enum Enrolled { Added, Changed, Suppressed }
