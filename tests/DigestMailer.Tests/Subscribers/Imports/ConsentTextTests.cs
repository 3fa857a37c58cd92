using System.Text.Json;
using DigestMailer.Subscribers.Imports;
using DigestMailer.Tests.Digests;

namespace DigestMailer.Tests.Subscribers.Imports;

/// <summary>Which texts prove a consent, and which ticks are set.</summary>
internal sealed class ConsentTextTests
{
    [TestCase("FALSCH", "FAUX", "FALSO", "ONWAAR", "FAŁSZ", "FALSKT", "FALSK", "ЛОЖЬ", "HAMIS", "NEPRAVDA", "YANLIŞ")]
    [TestCase("nej", "ne", "nem", "nu", "ei", "hayır", "HAYIR", "tidak", "Όχι", "לא", "아니오", "Não", "नहीं")]
    [TestCase("I don’t agree", "I don't agree", "I don‘t agree", "I don´t agree", "Je n’accepte pas", "n'accepte plus")]
    [TestCase("I disagree", "I decline", "I refuse", "Je refuse", "She refused", "Consent was withdrawn")]
    [TestCase("Ich stimme nicht zu", "Não concordo", "Ik ga niet akkoord", "Yo no acepto", "Io non accetto")]
    [TestCase("Jag godkänner inte", "Nie zgadzam się", "Nesouhlasím", "Kabul etmiyorum", "Я не согласен")]
    [TestCase("En hyväksy")]
    [TestCase("NOT_SET", "NO_OPT_IN", "not_consented", "DID_NOT_CONSENT", "opt-out", "opt_out", "never-asked")]
    [TestCase("Consent: no", "newsletter: no", "opt-in: false", "{\"marketing\":false}", "marketing=0", "同意（否）")]
    [TestCase("opted out on 2024-05-01", "opt-out 2024", "Yes, later opted out", "policy yes, digest no", "TBC")]
    [TestCase("同意しない", "我不同意", "是否同意：否", "동의하지 않습니다", "ไม่ยินยอม", "拒否します", "لا أوافق")]
    [TestCase("0000-00-00 00:00:00", "NaT", "Invalid date", "1970-01-01", "", " ", "-", null)]
    [TestCase("signed up, did not answer the survey")]
    public void A_text_that_says_no_anywhere_proves_nothing(params string?[] texts) =>
        Assert.That(texts.Where(ConsentText.Proves), Is.Empty);

    [Test]
    public void The_sentence_of_the_form_proves_in_every_language()
    {
        var folder = Samples.Folder("templates/languages");
        var sentences = Directory.GetFiles(folder, "*.json").SelectMany(file =>
            JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject()
                .Where(text => text.Name is "page.consent" or "page.consent_moved")
                .Select(text => text.Value.GetString()!)).ToList();
        Assert.That(sentences, Has.Count.GreaterThan(10));
        Assert.That(sentences.Where(text => !ConsentText.Proves(text)), Is.Empty);
    }

    [TestCase("I agree that my address is stored here and will not be shared with anybody.", true)]
    [TestCase("I do not agree to get the digest", false)]
    [TestCase("no", false)]
    public void The_wording_of_a_site_may_have_a_not(string text, bool wording) =>
        Assert.That(ConsentText.IsWording(text), Is.EqualTo(wording));

    [TestCase("form of 2025-01-01", "double opt-in", "Yes", "TRUE", "1", "WAHR", "yes, I agree", "form 2026", "letter")]
    [TestCase("Consent: yes", "newsletter: true", "opt-in 2025-03-02 00:00:00", "Form no. 12", "No. 12 of the forms")]
    [TestCase("Envíenme un boletín. Puedo terminarlo en cada correo.", "Aceitou no site", "Sí, acepto", "同意")]
    [TestCase("동의합니다")]
    [TestCase("I agree to get the digest. I can unsubscribe at any time.", "https://example.org/form?x=1", "notable")]
    [TestCase("Sun, 02 Mar 2025 00:00:00 GMT", "1740906731", "form at NIPS (Montreal)")]
    public void A_text_that_names_a_consent_proves_it(params string[] texts) =>
        Assert.That(texts.Where(text => !ConsentText.Proves(text)), Is.Empty);

    [TestCase("FALSCH", "FAUX", "nej", "No", "0", "0.0", "N/A", "not set", "not bounced", "never unsubscribed")]
    [TestCase("0000-00-00 00:00:00", "0000-00-00", "0001-01-01T00:00:00Z", "1970-01-01 00:00:00", "NaT")]
    [TestCase("Invalid date", "00/00/0000", "01/01/1970", "1970-01-01T00:00:00+01:00", "No, still here")]
    public void A_tick_that_says_no_and_an_empty_date_are_not_set(params string[] texts) =>
        Assert.That(texts.Where(text => !ConsentText.IsNo(text)), Is.Empty);

    [TestCase("x", "yes", "2024-05-01", "mailbox not found", "no such user", "rejected", "bounced", "unsubscribed")]
    public void A_reason_is_set_whatever_it_says(params string[] texts) =>
        Assert.That(texts.Where(ConsentText.IsNo), Is.Empty);
}
