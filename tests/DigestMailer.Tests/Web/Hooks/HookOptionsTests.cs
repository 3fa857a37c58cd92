using System.ComponentModel.DataAnnotations;
using DigestMailer.Web.Hooks;

namespace DigestMailer.Tests.Web.Hooks;

/// <summary>What is wrong with the settings of the webhook is said by its name.</summary>
internal sealed class HookOptionsTests
{
    private const string Secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    [TestCase(null, null, false, null)]
    [TestCase("https://lab.example.org/hooks", Secret, false, null)]
    [TestCase("http://lab.example.org/hooks", Secret, false, "Webhooks:Url")]
    [TestCase("http://127.0.0.1:8080/hooks", Secret, true, null)]
    [TestCase("ftp://lab.example.org", Secret, true, "Webhooks:Url")]
    [TestCase("https://user:word@lab.example.org", Secret, false, "Webhooks:Url")]
    [TestCase("hooks", Secret, false, "Webhooks:Url")]
    [TestCase("https://lab.example.org/hooks", null, false, "Webhooks:Secret")]
    [TestCase("https://lab.example.org/hooks", "C2FVsBQIhrscChlQIMV+b5sSYspob7oD", false, "Webhooks:Secret")]
    [TestCase("https://lab.example.org/hooks", "whsec_short", false, "Webhooks:Secret")]
    [TestCase("https://lab.example.org/hooks", "whsec_????????????????????????????????", false, "Webhooks:Secret")]
    public void A_setting_that_cannot_be_used_is_rejected(string? url, string? secret, bool allowPrivate, string? fault)
    {
        var options = new HookOptions { Url = url, Secret = secret, AllowPrivate = allowPrivate };
        var said = options.Validate(new ValidationContext(options)).Select(one => one.ErrorMessage).ToList();
        Assert.That(said, fault is null ? Is.Empty : Has.One.StartsWith(fault));
        Assert.That(said, secret is null ? Is.All.Not.Empty : Has.None.Contains(secret));
    }

    [TestCase("https://lab.example.org")]
    [TestCase(null)]
    public void An_unknown_kind_is_rejected(string? url)
    {
        var options = new HookOptions { Url = url, Secret = Secret, Events = { "digest.read" } };
        Assert.That(options.Validate(new ValidationContext(options)).Single().ErrorMessage,
            Does.StartWith("Webhooks:Events:0: unknown event \"digest.read\""));
    }
}
