using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Subscribers;

/// <summary>Which addresses are taken, and in which form.</summary>
internal sealed class EmailAddressTests
{
    [TestCase("ana@example.org", "ana@example.org")]
    [TestCase("Ana@Example.ORG", "Ana@example.org")]
    [TestCase("  ana@example.org\t", "ana@example.org")]
    [TestCase("\u200Bana@example.org", "ana@example.org")]
    [TestCase("ana@example.org\u200B", "ana@example.org")]
    [TestCase("\uFEFFana@example.org", "ana@example.org")]
    [TestCase("an\u00ADa@example.org", "ana@example.org")]
    [TestCase("ana@exam\u2060ple.org", "ana@example.org")]
    [TestCase("\u202Aana@example.org\u202C", "ana@example.org")]
    [TestCase("\u00A0ana@example.org\u3000", "ana@example.org")]
    [TestCase("ana@exa\u200Dmple.org", "ana@example.org")]
    [TestCase("ana\uFE0F@example.org", "ana@example.org")]
    [TestCase("ana＠example.org", "ana@example.org")]
    [TestCase("ana@example。org", "ana@example.org")]
    [TestCase("ana@ｅｘａｍｐｌｅ.org", "ana@example.org")]
    [TestCase("ana@bücher.example", "ana@xn--bcher-kva.example")]
    [TestCase("ana@BÜCHER.EXAMPLE", "ana@xn--bcher-kva.example")]
    [TestCase("ana@bu\u0308cher.example", "ana@xn--bcher-kva.example")]
    [TestCase("ana@xn--bcher-kva.example", "ana@xn--bcher-kva.example")]
    [TestCase("ana@XN--BCHER-KVA.example", "ana@xn--bcher-kva.example")]
    [TestCase("ana@straße.example", "ana@xn--strae-oqa.example")]
    [TestCase("ana@例え.テスト", "ana@xn--r8jz45g.xn--zckzah")]
    [TestCase("ana@пример.испытание", "ana@xn--e1afmkfd.xn--80akhbyknj4f")]
    [TestCase("ana@نامه\u200Cای.example", "ana@xn--mgba3gch31f060k.example")]
    [TestCase("jose\u0301@example.org", "josé@example.org")]
    [TestCase("用户@例子.example", "用户@xn--fsqu00a.example")]
    [TestCase("o'neil+news@example.org", "o'neil+news@example.org")]
    [TestCase("!#$%&'*+-/=?^_`{|}~@example.org", "!#$%&'*+-/=?^_`{|}~@example.org")]
    [TestCase("a.b-c_d@a-1.example", "a.b-c_d@a-1.example")]
    [TestCase("ana@4.example.org", "ana@4.example.org")]
    [TestCase("ana@r3---sn.example.org", "ana@r3---sn.example.org")]
    [TestCase("\"ana\"@example.org", "ana@example.org")]
    [TestCase("\"ana quill\"@example.org", "\"ana quill\"@example.org")]
    [TestCase("\"ana@home\"@example.org", "\"ana@home\"@example.org")]
    [TestCase("\"a\\\"b\"@example.org", "\"a\\\"b\"@example.org")]
    [TestCase("\"a\\b\"@example.org", "ab@example.org")]
    [TestCase("\"a..b\"@example.org", "\"a..b\"@example.org")]
    [TestCase("\"a\\\\ b\"@example.org", "\"a\\\\ b\"@example.org")]
    [TestCase("\"a~ b\"@example.org", "\"a~ b\"@example.org")]
    [TestCase("\"bü cher\"@example.org", "\"bü cher\"@example.org")]
    [TestCase("☕@example.org", "☕@example.org")]
    public void An_address_has_one_form(string written, string form)
    {
        Assert.That(EmailAddress.TryParse(written, out var address, out var fault), Is.True, fault);
        Assert.That((address, fault), Is.EqualTo((form, (string?)null)));
        Assert.That(EmailAddress.TryParse(address, out var again, out _) && again == address, Is.True, "it is stable");
    }

    [TestCase("")]
    [TestCase("ana")]
    [TestCase("@example.org")]
    [TestCase("ana@")]
    [TestCase("ana@localhost")]
    [TestCase("ana@example..org")]
    [TestCase("ana@.example.org")]
    [TestCase("ana@example.org.")]
    [TestCase("ana@127.0.0.1")]
    [TestCase("ana@[127.0.0.1]")]
    [TestCase("ana@[IPv6:::1]")]
    [TestCase("ana@example.123")]
    [TestCase("ana@example.0x7f")]
    [TestCase("ana@-example.org")]
    [TestCase("ana@example-.org")]
    [TestCase("ana@exa_mple.org")]
    [TestCase("ana@exa mple.org")]
    [TestCase("ana quill@example.org")]
    [TestCase("ana@xn--a.example")]
    [TestCase("ana@xn--.example")]
    [TestCase(".ana@example.org")]
    [TestCase("ana.@example.org")]
    [TestCase("a..b@example.org")]
    [TestCase("a@b@example.org")]
    [TestCase("Ana <ana@example.org>")]
    [TestCase("ana@example.org, bo@example.org")]
    [TestCase("ana\0@example.org")]
    [TestCase("ana\r\nbcc:x@example.org")]
    [TestCase("\"ana@example.org")]
    [TestCase("\"\"@example.org")]
    [TestCase("\"ana\\\"@example.org")]
    [TestCase("\"a\tb\"@example.org")]
    [TestCase("\"a\u00A0b\"@example.org")]
    [TestCase("\"a\u3000b\"@example.org")]
    [TestCase("\"a\u0080b\"@example.org")]
    [TestCase("a\u0080b@example.org")]
    [TestCase("a\u00A0b@example.org")]
    [TestCase("a\uFFFDb@example.org")]
    [TestCase(null)]
    public void Text_that_is_not_an_address_is_rejected_with_a_reason(string? written)
    {
        Assert.That(EmailAddress.TryParse(written, out _, out var fault), Is.False);
        Assert.That(fault, Does.Contain("is not a valid email address: it"));
    }

    [Test]
    public void Lengths_are_those_of_mail_and_of_DNS()
    {
        Assert.That(Takes(new string('a', 64) + "@example.org"), Is.True);
        Assert.That(Takes(new string('a', 65) + "@example.org"), Is.False);
        Assert.That(Takes("a@" + new string('b', 63) + ".org"), Is.True);
        Assert.That(Takes("a@" + new string('b', 64) + ".org"), Is.False);
        Assert.That(Takes("a@" + new string('ü', 60) + ".org"), Is.False);
        var label = new string('b', 61) + ".";
        Assert.That(Takes($"a@{label}{label}{label}{label}org"), Is.True);
        Assert.That(Takes($"{new string('a', 64)}@{label}{label}{label}org"), Is.True, "254 octets");
        Assert.That(Takes($"{new string('a', 64)}@{label}{label}{label}orgs"), Is.False);
        Assert.That(Takes($"abc@{label}{label}{label}{label}bbb.org"), Is.False);
    }

    [TestCase("victim+1@example.org", "victim@example.org")]
    [TestCase("Victim+a+b@Example.org", "victim@example.org")]
    [TestCase("v.i.ctim@example.org", "v.i.ctim@example.org")]
    [TestCase("v.i.ctim+x@gmail.com", "victim@gmail.com")]
    [TestCase("victim@googlemail.com", "victim@gmail.com")]
    [TestCase("vic-tim@pm.me", "victim@proton.me")]
    [TestCase("A.B@googlemail.com", "ab@gmail.com")]
    [TestCase("v@googlemail.com", "v@gmail.com")]
    [TestCase("v.i_c-tim@protonmail.com", "victim@proton.me")]
    [TestCase("v_c@proton.me", "vc@proton.me")]
    [TestCase("v.c@icloud.com", "v.c@icloud.com")]
    [TestCase("v.c@me.com", "v.c@icloud.com")]
    [TestCase("v.c@mac.com", "v.c@icloud.com")]
    [TestCase("Victim", "victim")]
    [TestCase("victim@bücher.example", "victim@xn--bcher-kva.example")]
    [TestCase("+tag@example.org", "+tag@example.org")]
    public void Spellings_of_one_mailbox_have_one_key(string address, string mailbox) =>
        Assert.That(EmailAddress.Mailbox(address), Is.EqualTo(mailbox));

    [TestCase("ana@xn--bcher-kva.example", "ana@bücher.example")]
    [TestCase("ana@example.org", "ana@example.org")]
    [TestCase("ana@xn--a.example", "ana@xn--a.example")]
    [TestCase("@xn--bcher-kva.example", "@bücher.example")]
    [TestCase("xn--bcher-kva.example", "xn--bcher-kva.example")]
    public void People_see_a_domain_in_its_own_script(string address, string shown) =>
        Assert.That(EmailAddress.Shown(address), Is.EqualTo(shown));

    [TestCase("ana@bücher.example", "ana@xn--bcher-kva.example")]
    [TestCase("@bücher.example", "@xn--bcher-kva.example")]
    [TestCase("ana@exa_mple.org", "ana@exa_mple.org")]
    [TestCase("bücher.example", "bücher.example")]
    public void A_domain_becomes_its_A_labels_where_it_has_any(string address, string ascii) =>
        Assert.That(EmailAddress.Ascii(address), Is.EqualTo(ascii));

    [TestCase(60, 60, "")]
    [TestCase(61, 40, "…")]
    public void A_long_text_is_shown_by_its_beginning(int length, int shown, string end)
    {
        Assert.That(EmailAddress.TryParse(new string('a', length), out _, out var fault), Is.False);
        Assert.That(fault, Does.StartWith($"\"{new string('a', shown)}{end}\" is not"));
    }

    private static bool Takes(string address) => EmailAddress.TryParse(address, out _, out _);
}
