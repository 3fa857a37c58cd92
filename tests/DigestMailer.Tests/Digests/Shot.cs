using System.Text.RegularExpressions;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Digests;

/// <summary>One mail under one way of being looked at.</summary>
/// <param name="Mail">A name of <see cref="MailSamples"/>.</param>
/// <param name="Thumbnails">The reader asked for pictures.</param>
/// <param name="Blocked">The mail program does not fetch them.</param>
/// <param name="Stripped">The style block is gone, as in some webmail.</param>
internal sealed partial record Shot(string Mail, int Width, bool Dark = false, string Language = "en",
    bool Thumbnails = false, bool Blocked = false, bool Stripped = false)
{
    private static readonly int[] Widths = [360, 600, 900];
    private static readonly string[] Mails = ["digest", "recorded", "alert", "recorded-alert", "confirm"];

    /// <summary>Each thing that may differ, once or more; what a run shows unless pictures are asked for.</summary>
    public static IEnumerable<Shot> Selection =>
    [
        new("digest", 360), new("digest", 600, Dark: true), new("alert", 900, Thumbnails: true),
        new("confirm", 360, Dark: true), new("digest", 360, Language: "ar"),
        new("digest", 360, Thumbnails: true, Blocked: true), new("digest", 360, Stripped: true),
        new("digest", 360, Thumbnails: true, Stripped: true), new("hostile", 360),
        new("hostile", 600, Dark: true), new("recorded", 360),
    ];

    public static IEnumerable<Shot> All =>
    [
        .. Each([.. Mails, "hostile", "weekly", "welcome", "no-news", "goodbye", "move", "moved"],
            shot => [shot, shot with { Dark = true }]),
        .. Each(["digest", "recorded", "alert"],
            shot => [shot with { Thumbnails = true }, shot with { Thumbnails = true, Dark = true },
                shot with { Thumbnails = true, Blocked = true }]),
        .. Each([.. Mails, "hostile"], shot => [shot with { Stripped = true }]),
        .. Each(["digest"], shot => [shot with { Thumbnails = true, Stripped = true }]),
        .. Each(["digest", "recorded", "alert", "confirm", "hostile"],
            shot => [shot with { Language = "ar" }, shot with { Language = "ar", Dark = true }]),
        .. Each(["digest", "confirm"], shot => [shot with { Language = "de" }]),
    ];

    public bool IsRecorded => Mail.StartsWith("recorded", StringComparison.Ordinal);

    public string Html
    {
        get
        {
            var html =
                MailSamples.Html(Content, Mail,
                    MailSamples.Reader(Language)
                        with
                    { Look = MailLook.Default with { Language = Language, Thumbnails = Thumbnails } });
            return Stripped ? StyleBlock().Replace(html, "") : html;
        }
    }

    /// <summary>What must be read in it, whatever it looks like.</summary>
    public IEnumerable<string> Words =>
    [
        Samples.Site.PostalAddress,
        .. IsLetter ? ["reader7@example.net", Say(Mail + ".button")]
            : new[] { Say("foot.unsubscribe"), Say("foot.preferences"), Say("foot.pause") },
        .. Content.Papers.Take(10).Select(chosen => CardText.Of(chosen.Paper).Text),
    ];

    /// <summary>What must stand in it as headings; a budget may leave out later ones.</summary>
    public IEnumerable<string> Titles =>
        Content.Papers.Take(10).Select(chosen => CardModel.Title(chosen.Paper, Tongue, CardModel.TitleLength));

    public override string ToString() =>
        $"{Mail}-{Width}-{(Dark ? "dark" : "light")}{(Language == "en" ? "" : "-" + Language)}"
            + $"{(Thumbnails ? Blocked ? "-blocked" : "-pictures" : "")}{(Stripped ? "-stripped" : "")}";

    private bool IsLetter => Mail is "confirm" or "goodbye" or "move" or "moved";

    private Language Tongue => new LanguageShelf([Samples.Folder("templates")]).For(Language);

    private DigestContent Content =>
        IsLetter ? Samples.Digest(0) : Thumbnails ? Pictured(MailSamples.Content(Mail)) : MailSamples.Content(Mail);

    private string Say(string key) => Tongue.Say(key);

    private static DigestContent Pictured(DigestContent content) => content with
    {
        Papers =
            [.. content.Papers
                .Select(
                    (chosen, i) =>
                        i % 3 == 2 ? chosen
                            : chosen
                                with { Paper =
                                    chosen.Paper with { ThumbnailUrl = $"https://pictures.example.org/{i}.png" } })],
    };

    private static IEnumerable<Shot> Each(string[] mails, Func<Shot, IEnumerable<Shot>> ways) =>
        mails.SelectMany(mail => Widths.SelectMany(width => ways(new Shot(mail, width))));

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex StyleBlock();
}
