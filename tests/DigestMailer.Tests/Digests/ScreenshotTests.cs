using System.Text.Json;

namespace DigestMailer.Tests.Digests;

/// <summary>
/// The mails as a browser shows them, on a phone and on a desk, in light and dark; DIGESTMAILER_PICTURES=FOLDER shows
/// all there are and keeps the pictures there.
/// </summary>
internal sealed class ScreenshotTests
{
    // A drawing in the proportions of a paper's first figure; the reader's mail program fetches it, so it comes from
    // here.
    private const string Drawing =
        """<svg xmlns="http://www.w3.org/2000/svg" width="264" height="142"><rect width="264" height="142" """
            + """fill="#d8d2c4"/><path d="M20 112 L84 62 L140 88 L244 28" stroke="#57503f" stroke-width="5" """
            + """fill="none"/></svg>""";

    private static readonly string? Kept = Environment.GetEnvironmentVariable("DIGESTMAILER_PICTURES");
    private Browser browser = null!;

    private static IEnumerable<Shot> Shots => Kept is null ? Shot.Selection : Shot.All;

    private static IEnumerable<Shot> MadeUp => Shots.Where(shot => !shot.IsRecorded);

    private static IEnumerable<Shot> Recorded => Shots.Where(shot => shot.IsRecorded);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (Kept is not null)
        {
            Directory.CreateDirectory(Kept);
        }

        browser = await Browser.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await browser.DisposeAsync();

    [TestCaseSource(nameof(MadeUp))]
    [TestCaseSource(nameof(Recorded), Category = "Recordings")]
    public async Task A_mail_looks_right(Shot shot)
    {
        var (faults, picture) = await LookAsync(shot, shot.Html);
        if (Kept is not null)
        {
            await File.WriteAllBytesAsync(Path.Combine(Kept, $"{shot}.png"), picture);
        }

        Assert.That(faults, Is.Empty);
    }

    [TestCase("</h1>", "</h1><table width=\"700\"><tr><td>wide</td></tr></table>", "wide")]
    [TestCase("</h1>", "</h1><p style=\"margin-left:-500px;width:90px\">aside</p>", "'aside' stands outside")]
    [TestCase("class=\"soft foot\"", "class=\"soft foot\" hidden", "'Unsubscribe' is not to be seen")]
    [TestCase("<h3 ", "<h3 hidden ", "'Tidepool: Sparse Memory for Models that Listen All Day' is not to be seen")]
    [TestCase("class=\"ground\"", "", "bright")]
    [TestCase("<body ", "<body hidden ", "a blank picture")]
    public async Task The_look_itself_sees_a_fault(string part, string broken, string fault)
    {
        var shot = new Shot("digest", 360, Dark: true);
        var (faults, _) =
            await LookAsync(shot,
                shot.Html.Replace(part, broken, StringComparison.Ordinal)
                    .Replace("class=\"paper", fault == "bright" ? "class=\"" : "class=\"paper",
                        StringComparison.Ordinal));
        Assert.That(faults, Has.Some.Contains(fault));
    }

    private async Task<(List<string> Faults, byte[] Picture)> LookAsync(Shot shot, string html)
    {
        var page = await browser.PageAsync(shot.Width, 800, shot.Dark);
        await page.RouteAsync("**/*",
            route =>
                shot.Blocked ? route.AbortAsync()
                    : route.FulfillAsync(new() { ContentType = "image/svg+xml", Body = Drawing }));
        await page.SetContentAsync(html);
        var seen = Read<Seen>(await page.EvaluateAsync<string>(Seen.Script, shot.Width));
        var picture = await page.ScreenshotAsync(new() { FullPage = true });
        var pixels = Read<Pixels>(await page.EvaluateAsync<string>(Pixels.Script, Convert.ToBase64String(picture)));
        await page.Context.CloseAsync();
        return ([.. seen.Faults(shot), .. pixels.Faults(shot)], picture);
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;

    /// <summary>What a browser says of the page.</summary>
    /// <param name="Wide">How far it can be scrolled.</param>
    /// <param name="Outside">Texts that are not wholly on the screen.</param>
    /// <param name="Masthead">Where the name and the day begin.</param>
    /// <param name="Holes">Heights of pictures that were not fetched.</param>
    /// <param name="Lines">How many lines each title in the list of contents takes.</param>
    private sealed record Seen(int Wide, string[] Outside, string Text, string[] Headings, int[] Pictures,
        double[] Masthead, double[] Holes, double[] Lines)
    {
        public const string Script =
            """
            width => {
              const own = e => [...e.childNodes].filter(n => n.nodeType === 3 && n.data.trim())
                .map(n => n.data.trim()).join(' ');
              const all = [...document.body.querySelectorAll('*')].filter(e => e.checkVisibility() && own(e));
              return JSON.stringify({
                wide: document.documentElement.scrollWidth,
                outside: all.filter(e => [...e.getClientRects()]
                  .some(r => r.left < -0.5 || r.right > width + 0.5)).map(own),
                text: document.body.checkVisibility() ? document.body.innerText : '',
                headings: [...document.querySelectorAll('h2,h3')].filter(e => e.checkVisibility())
                  .map(e => e.innerText),
                pictures: [...document.images].map(i => i.naturalWidth),
                holes: [...document.images].filter(i => i.naturalWidth === 0)
                  .map(i => i.getBoundingClientRect().height),
                lines: [...document.querySelectorAll('td[width="28"] + td')]
                  .map(e => Math.round((e.clientHeight - 8) / parseFloat(getComputedStyle(e).lineHeight))),
                masthead: [...document.querySelector('.band table').rows[0].cells]
                  .map(e => e.getBoundingClientRect().left),
              });
            }
            """;

        public IEnumerable<string> Faults(Shot shot)
        {
            if (Wide > shot.Width)
            {
                yield return $"it is {Wide} wide";
            }

            foreach (var text in Outside)
            {
                yield return $"'{text}' stands outside the screen";
            }

            foreach (var words in shot.Words
                .Where(words => !Plain(Text).Contains(Plain(words), StringComparison.Ordinal))
                .Concat(shot.Titles.Select(Plain).Except(Headings.Select(Plain))))
            {
                yield return $"'{words}' is not to be seen";
            }

            if (shot.Thumbnails && (Pictures.Length == 0 || Pictures.Any(width => width > 0 == shot.Blocked)))
            {
                yield return $"pictures are {string.Join(", ", Pictures)} wide";
            }

            if (Holes.Any(height => height > 71))
            {
                yield return $"a blocked picture leaves a hole {Holes.Max()} high";
            }

            if (shot.Mail != "hostile" && Lines.Any(lines => lines > 2))
            {
                yield return $"a title in the list of contents takes {Lines.Max()} lines";
            }

            if (Masthead.Length == 2 && Masthead[0] > Masthead[1] != (shot.Language == "ar"))
            {
                yield return "the masthead is not mirrored as its language asks";
            }
        }

        /// <summary>As a browser gives it back: one space for white space, and bidi isolates are not text.</summary>
        private static string Plain(string text) =>
            string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What is in the picture.</summary>
    /// <param name="Light">From 0, black, to 1, white.</param>
    private sealed record Pixels(int Colours, double Light)
    {
        public const string Script =
            """
            async png => {
              const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
              const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
              canvas.drawImage(picture, 0, 0);
              const bytes = canvas.getImageData(0, 0, picture.width, picture.height).data;
              const colours = new Set();
              let light = 0;
              for (let i = 0; i < bytes.length; i += 4) {
                colours.add(bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]);
                light += bytes[i] + bytes[i + 1] + bytes[i + 2];
              }
              return JSON.stringify({ colours: colours.size, light: light / (bytes.length / 4 * 3 * 255) });
            }
            """;

        public IEnumerable<string> Faults(Shot shot)
        {
            if (Colours < 50)
            {
                yield return $"a blank picture, of {Colours} colours";
            }

            // Without its style block a mail has one look, the light one.
            if (shot.Dark && !shot.Stripped ? Light > 0.3 : Light < 0.75)
            {
                yield return $"{(shot.Dark ? "too bright" : "too dark")}: {Light:F2}";
            }
        }
    }
}
