using DigestMailer.Subscribers.Imports;

namespace DigestMailer.Tests.Subscribers.Imports;

/// <summary>What columns of other programs are taken for.</summary>
internal sealed class ColumnNamesTests
{
    [TestCase("E-Mail-Adresse", nameof(Meaning.Email))]
    [TestCase("Subscriber Email", nameof(Meaning.Email))]
    [TestCase("Email ID", nameof(Meaning.Email))]
    [TestCase("Full Name", nameof(Meaning.Name))]
    [TestCase("real_name", nameof(Meaning.Name))]
    [TestCase("Vorname", nameof(Meaning.First))]
    [TestCase("LNAME", nameof(Meaning.Last))]
    [TestCase("digest name", nameof(Meaning.Digest))]
    [TestCase("topic", nameof(Meaning.Topics))]
    [TestCase("query", nameof(Meaning.Queries))]
    [TestCase("GDPR consent", nameof(Meaning.Consent))]
    [TestCase("Double opt-in", nameof(Meaning.Consent))]
    [TestCase("Einwilligung", nameof(Meaning.Consent))]
    [TestCase("OPTIN_TIME", nameof(Meaning.Consented))]
    [TestCase("CONFIRM_TIME", nameof(Meaning.Consented))]
    [TestCase("subscribed_at", nameof(Meaning.Consented))]
    [TestCase("Date Subscribed", nameof(Meaning.Consented))]
    [TestCase("Zeitstempel", nameof(Meaning.Created))]
    [TestCase("Date added", nameof(Meaning.Created))]
    [TestCase("Subscription Status", nameof(Meaning.State))]
    [TestCase("Member Status", nameof(Meaning.State))]
    [TestCase("subscribed_to_emails", nameof(Meaning.State))]
    [TestCase("enabled", nameof(Meaning.State))]
    [TestCase("UNSUB_TIME", nameof(Meaning.Left))]
    [TestCase("opt-out date", nameof(Meaning.Left))]
    [TestCase("Cancelled at", nameof(Meaning.Left))]
    [TestCase("email_disabled", nameof(Meaning.Stopped))]
    [TestCase("Do not email", nameof(Meaning.Stopped))]
    [TestCase("Hard bounce", nameof(Meaning.Failed))]
    [TestCase("Marked as spam", nameof(Meaning.Failed))]
    [TestCase("undeliverable", nameof(Meaning.Failed))]
    [TestCase("Do you consent to mail?", nameof(Meaning.Consent))]
    [TestCase("You agree", nameof(Meaning.Consent))]
    [TestCase("We need your permission", nameof(Meaning.Consent))]
    [TestCase("I accept the terms", nameof(Meaning.Consent))]
    [TestCase("Ihre Einwilligung bitte", nameof(Meaning.Consent))]
    [TestCase("Ihre Zustimmung bitte", nameof(Meaning.Consent))]
    [TestCase("Which email address?", nameof(Meaning.Email))]
    [TestCase("May we have your email?", nameof(Meaning.Email))]
    [TestCase("What is your e-mail?", nameof(Meaning.Email))]
    [TestCase("What is your name?", nameof(Meaning.Name))]
    [TestCase("Please tell a full name", nameof(Meaning.Name))]
    [TestCase("agree", null)]
    [TestCase("Favourite colour", null)]
    public void A_column_is_known_by_its_name_or_by_the_question_in_its_place(string header, string? meaning) =>
        Assert.That(ColumnNames.Find(header)?.Meaning.ToString(), Is.EqualTo(meaning));

    [TestCase("Digest frequency", "every")]
    [TestCase("Send time", "at")]
    [TestCase("tz", "zone")]
    [TestCase("Max. papers", "max")]
    [TestCase("Day of week", "weekday")]
    [TestCase("Email type", "format")]
    [TestCase("Locale", "language")]
    [TestCase("Pictures", "thumbnails")]
    [TestCase("thumbnails", "thumbnails")]
    public void A_column_of_wishes_is_known_by_other_words(string header, string wish) =>
        Assert.That(ColumnNames.Find(header)?.Wish?.Name, Is.EqualTo(wish));
}
