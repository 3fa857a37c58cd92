using System.Text.Json;
using DigestMailer.Bounces.Reports;

namespace DigestMailer.Tests.Bounces.Reports;

/// <summary>The notifications of Amazon SES, each written for one rule.</summary>
internal sealed class SesEventTests
{
    [TestCase("Permanent", "General", "smtp; 550 5.1.1 user unknown", VerdictKind.Hard)]
    [TestCase("Permanent", "General", "smtp; 552 5.2.2 mailbox full", VerdictKind.Soft)]
    [TestCase("Permanent", "NoEmail", "", VerdictKind.Hard)]
    [TestCase("Permanent", "Suppressed", "", VerdictKind.Hard)]
    [TestCase("Permanent", "OnAccountSuppressionList", "", VerdictKind.Hard)]
    [TestCase("Permanent", "General", "", VerdictKind.Soft)]
    [TestCase("Transient", "General", "smtp; 550 5.1.1 user unknown", VerdictKind.Soft)]
    [TestCase("Transient", "NoEmail", "", VerdictKind.Soft)]
    [TestCase("Undetermined", "Undetermined", "smtp; 550 5.7.1 our policy forbids it", VerdictKind.Refused)]
    public void The_type_of_a_bounce_and_its_words_decide(string type, string sub, string diagnostic, VerdictKind kind)
    {
        var verdict = SesEvent.Read(Bounce(type, sub, new
        {
            emailAddress = "reader@example.net",
            action = "Failed",
            diagnosticCode = diagnostic,
        }))!.Single();
        Assert.That((verdict.Kind, verdict.Address), Is.EqualTo((kind, "reader@example.net")));
        Assert.That(verdict.Evidence, Does.StartWith($"event: {type}/{sub}: "));
    }

    [Test]
    public void The_status_counts_where_there_are_no_words() =>
        Assert.That(SesEvent.Read(
            Bounce("Permanent", "General", new { emailAddress = "a@b.example", status = "5.1.1" }))!.Single()
            is { Kind: VerdictKind.Hard, Status: "5.1.1", Diagnostic: "" });

    [Test]
    public void A_permanent_bounce_that_says_nothing_else_is_hard() =>
        Assert.That(SesEvent.Read(
            Bounce("Permanent", "General", new { emailAddress = "a@b.example" }))!.Single().Kind,
            Is.EqualTo(VerdictKind.Hard));

    [Test]
    public void A_mail_that_is_still_being_tried_has_not_bounced() =>
        Assert.That(SesEvent.Read(
            Bounce("Transient", "General", new { emailAddress = "a@b.example", action = "Delayed" }))!.Single().Kind,
            Is.EqualTo(VerdictKind.Nothing));

    [Test]
    public void Each_recipient_has_a_verdict()
    {
        var verdicts = SesEvent.Read(Bounce("Permanent", "General",
            new { emailAddress = "one@example.net", diagnosticCode = "smtp; 550 5.1.1 user unknown" },
            "not an object",
            new { emailAddress = "two@example.net", diagnosticCode = "smtp; 552 5.2.2 full" }))!;
        Assert.That(verdicts.Select(one => (one.Address, one.Kind)),
            Is.EqualTo(new[] { ("one@example.net", VerdictKind.Hard), ("two@example.net", VerdictKind.Soft) }));
    }

    [TestCase("\"abuse\"", VerdictKind.Complaint, "event: Complaint/abuse")]
    [TestCase("\"not-spam\"", VerdictKind.NotSpam, "event: Complaint/not-spam")]
    [TestCase("null", VerdictKind.Complaint, "event: Complaint/no type")]
    public void The_type_of_a_complaint_decides(string type, VerdictKind kind, string evidence)
    {
        var verdict = SesEvent.Read("{\"eventType\":\"Complaint\",\"complaint\":{\"complaintFeedbackType\":" + type
            + ",\"complainedRecipients\":[{\"emailAddress\":\"reader@example.net\"}]}}")!.Single();
        Assert.That((verdict.Kind, verdict.Address, verdict.Evidence),
            Is.EqualTo((kind, "reader@example.net", evidence)));
    }

    [TestCase("{\"notificationType\":\"Delivery\"}", "event: Delivery")]
    [TestCase("{\"eventType\":\"Open\"}", "event: Open")]
    [TestCase("{\"notificationType\":\"Bounce\",\"eventType\":\"Open\"}", "event: Bounce")]
    [TestCase("{\"notificationType\":\"Complaint\"}", "event: Complaint")]
    public void Other_events_say_nothing(string json, string evidence) =>
        Assert.That(SesEvent.Read(json)!.Single(), Is.EqualTo(Verdict.Nothing(evidence)));

    [TestCase("{\"notificationType\":\"Bounce\",\"bounce\":{}}")]
    [TestCase("{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":\"all\"}}")]
    [TestCase("{\"notificationType\":\"Complaint\",\"complaint\":{\"complainedRecipients\":[]}}")]
    public void An_event_without_recipients_has_no_verdict(string json) =>
        Assert.That(SesEvent.Read(json), Is.Empty);

    [TestCase("{\"type\":\"Bounce\"}")]
    [TestCase("{\"notificationType\":5}")]
    [TestCase("[{\"notificationType\":\"Bounce\"}]")]
    [TestCase("\"Bounce\"")]
    [TestCase("{\"notificationType\":\"Bounce\"")]
    [TestCase("")]
    public void Other_texts_are_not_events(string json) => Assert.That(SesEvent.Read(json), Is.Null);

    [TestCase("{\"mail\":{\"source\":\"digest@example.org\"}}", "digest@example.org")]
    [TestCase("{\"mail\":{\"source\":7}}", null)]
    [TestCase("{\"mail\":\"digest@example.org\"}", null)]
    [TestCase("{}", null)]
    public void An_event_may_name_the_sender_of_the_mail(string json, string? sender) =>
        Assert.That(SesEvent.SenderOf(json), Is.EqualTo(sender));

    [TestCase("{\"eventType\":\"Open\"}", true)]
    [TestCase("  {\"notificationType\":\"Open\"}\n\n--\nTo unsubscribe, visit the link.", true)]
    [TestCase("{\"Type\":\"Notification\",\"Message\":\"{\\\"eventType\\\":\\\"Open\\\"}\"}", true)]
    [TestCase("{\"Message\":\" {\\\"eventType\\\":!\n \\\"Open\\\"}\"}", true)]
    [TestCase("{\"eventType\":\n \"Open\"}", true)]
    [TestCase("{\"eventType\":\"Op!\n en\"}", true)]
    [TestCase("{\"Message\":\"Hello\"}", false)]
    [TestCase("{\"Message\":\"{\\\"type\\\":\\\"Open\\\"}\"}", false)]
    [TestCase("See {\"eventType\":\"Open\"}", false)]
    [TestCase("{\"eventType\":\"Open\"", false)]
    [TestCase("{eventType: Open}", false)]
    [TestCase("}{", false)]
    [TestCase("", false)]
    public void A_notification_is_found_at_the_beginning_of_a_mail(string text, bool found)
    {
        var json = SesEvent.InMail(text);
        Assert.That(json is not null, Is.EqualTo(found));
        Assert.That(json is null ? null : SesEvent.Read(json)!.Single().Evidence,
            Is.EqualTo(found ? "event: Open" : null));
    }

    private static string Bounce(string type, string sub, params object[] recipients) =>
        JsonSerializer.Serialize(new
        {
            notificationType = "Bounce",
            bounce = new { bounceType = type, bounceSubType = sub, bouncedRecipients = recipients },
        });
}
