using Microsoft.Playwright;

namespace DigestMailer.Tests;

/// <summary>
/// A headless Chromium of the system, which the tests of one run share; each has pages of its own in it, which know
/// nothing of those of others. Tests that need it are skipped, saying so, where there is none.
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    // Milliseconds: a busy machine may need minutes for what a browser does in a moment.
    private const float Patience = 120_000;

    private static readonly SemaphoreSlim One = new(1);
    private static IPlaywright? playwright;
    private static IBrowser? shared;
    private readonly List<IBrowserContext> contexts = [];

    private Browser()
    {
    }

    public static async Task<Browser> StartAsync()
    {
        Assume.That(File.Exists(Program), $"Chromium is not at {Program}; tests/setup installs it.");
        Assertions.SetDefaultExpectTimeout(Patience);
        await One.WaitAsync();
        try
        {
            playwright ??= await Playwright.CreateAsync();
            shared = shared is { IsConnected: true } ? shared : await LaunchAsync(playwright);
        }
        finally
        {
            One.Release();
        }

        return new Browser();
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Program,
        Headless = true,
        Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });

    /// <summary>A fresh page in a context of its own, which is closed with this.</summary>
    public async Task<IPage> PageAsync(int width = 1024, int height = 800, bool dark = false, bool script = true,
        string language = "en")
    {
        var context = await shared!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            IsMobile = width < 600,
            HasTouch = width < 600,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            Locale = language,
        });
        context.SetDefaultTimeout(Patience);
        contexts.Add(context);
        return await context.NewPageAsync();
    }

    public static async Task StopSharedAsync()
    {
        if (shared is not null)
        {
            await shared.DisposeAsync();
        }

        playwright?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
        {
            await context.CloseAsync();
        }
    }
}
