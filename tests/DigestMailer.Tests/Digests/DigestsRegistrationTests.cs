using DigestMailer.Digests;
using DigestMailer.Digests.Mail;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Digests;

internal sealed class DigestsRegistrationTests
{
    [Test]
    public void The_composer_comes_out_of_the_host()
    {
        using var host = Host(("Site:PostalAddress", "Somewhere 1"));
        Assert.That(
            host.GetRequiredService<DigestComposer>()
                .Compose(Samples.Digest(), Samples.Reader(), Samples.Identity).Message.HtmlBody,
                Does.Contain("Somewhere 1"));
    }

    [TestCase("Site:PostalAddress", "", "PostalAddress")]
    [TestCase("Site:BaseUrl", "ftp://example.org", "Site:BaseUrl")]
    [TestCase("Site:BaseUrl", "papers", "Site:BaseUrl")]
    [TestCase("Site:Accent", "red", "Site:Accent")]
    [TestCase("Site:Accent", "#12345", "Site:Accent")]
    [TestCase("Site:Accent", "#9f2f1a;background:url(x)", "Site:Accent")]
    [TestCase("Site:Logo", "http://example.org/logo.png", "Site:Logo")]
    [TestCase("Site:Logo", "logo.png", "Site:Logo")]
    [TestCase("Site:LogoWidth", "5000", "LogoWidth")]
    public void A_site_that_cannot_be_is_refused(string setting, string value, string named)
    {
        using var host = Host(("Site:PostalAddress", "Somewhere 1"), (setting, value));
        Assert.That(() => host.GetRequiredService<IOptions<SiteOptions>>().Value,
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains(named));
    }

    private static ServiceProvider Host(params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddSingleton<IHostEnvironment>(new Checkout())
            .AddSingleton(TimeProvider.System)
            .AddDigests()
            .BuildServiceProvider();
    }

    private sealed class Checkout : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Test";

        public string ApplicationName { get; set; } = "DigestMailer";

        public string ContentRootPath { get; set; } = Samples.Folder(".");

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
