using DigestMailer.Digests;
using DigestMailer.Subscribers;
using Microsoft.Playwright;

namespace DigestMailer.Tests.Digests;

/// <summary>The mails as a browser shows them, on a phone and on a desk, in light and dark; with DIGESTMAILER_PICTURES=FOLDER the pictures are kept there.</summary>
internal sealed class ScreenshotTests
{
    private static readonly string? Kept = Environment.GetEnvironmentVariable("DIGESTMAILER_PICTURES");
    private Browser browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => browser = await Browser.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await browser.DisposeAsync();

    [Test]
    public async Task Every_mail_fits_its_screen([Values("digest", "alert", "welcome", "confirm")] string mail, [Values(360, 600, 900)] int width, [Values] bool dark)
    {
        await ShowAsync($"{mail}-{width}-{(dark ? "dark" : "light")}", Html(mail, MailLook.Default), width, dark);
    }

    private static string Html(string mail, MailLook look)
    {
        var reader = Samples.Reader() with { Look = look };
        return mail switch
        {
            "alert" => Samples.Compose(Samples.Digest(1, DigestKind.Alert), reader).Message.HtmlBody!,
            "welcome" => Samples.Compose(Samples.Digest(3, DigestKind.Welcome), reader).Message.HtmlBody!,
            "confirm" => Samples.Letters().Compose(LetterKind.Confirm, DateTimeOffset.UnixEpoch, reader, Samples.Letter, Samples.Identity).Message.HtmlBody!,
            _ => Samples.Compose(Samples.Digest(), reader).Message.HtmlBody!,
        };
    }

    private async Task ShowAsync(string name, string html, int width, bool dark)
    {
        var page = await browser.PageAsync(width, 800, dark);
        await page.SetContentAsync(html);
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (Kept is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Kept, $"{name}.png"), FullPage = true });
        }

        await page.Context.CloseAsync();
        Assert.That(wide, Is.LessThanOrEqualTo(width), "Nothing may stand outside the screen.");
    }
}
