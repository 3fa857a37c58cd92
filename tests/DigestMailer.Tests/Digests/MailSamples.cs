using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Papers;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Digests;

/// <summary>One HTML of each kind of mail, and the digests of recorded mornings.</summary>
internal static class MailSamples
{
    public static Recipient Reader(string language) =>
        Samples.Reader() with { Look = MailLook.Default with { Language = language } };

    public static string Html(string mail, string language) => Html(mail, Reader(language));

    public static string Html(string mail, Recipient reader) =>
        Html(mail is "confirm" or "goodbye" or "move" or "moved" ? Samples.Digest(0) : Content(mail), mail, reader);

    /// <param name="content">What a digest holds; a letter has none.</param>
    public static string Html(DigestContent content, string mail, Recipient reader) => mail switch
    {
        "confirm" or "goodbye" or "move" or "moved" =>
            Samples.Letters()
                .Compose(Enum.Parse<LetterKind>(mail, ignoreCase: true), DateTimeOffset.UnixEpoch, reader,
                    Samples.Letter, Samples.Identity).Message.HtmlBody!,
        _ => Samples.Compose(content, reader).Message.HtmlBody!,
    };

    public static DigestContent Content(string mail) => mail switch
    {
        "short" => Samples.Digest(2),
        "alert" => Samples.Digest(1, DigestKind.Alert),
        "weekly" => Samples.Digest(8) with { Every = Every.Week },
        "no-news" => Samples.Digest(0),
        "welcome" => Samples.Digest(3, DigestKind.Welcome),
        "welcome-empty" => Samples.Digest(0, DigestKind.Welcome),
        "hostile" => Samples.With([.. Hostile]),
        "recorded" => Of(RecordedMornings.On("2025-08-07")),
        "recorded-alert" => Of(RecordedMornings.On("2025-08-07"), 3) with { Kind = DigestKind.Alert },
        _ => Samples.Digest(),
    };

    /// <summary>Papers that try to be more than text, and papers that are too much or too little of it.</summary>
    public static IReadOnlyList<Paper> Hostile { get; } =
    [
        Paper(1, "<script>alert(1)</script></td></tr></table>")
            with { Abstract = "\"><img src=x onerror=y> {{ 1 + 1 }} <style>*{display:none}</style>",
                Authors = ["</td><b>", "\" onmouseover=\"x"], Organization = "<i>", Categories = ["<u>"] },
        Paper(2, "{{ site.name }} {{ for i in 1..9 }} {% raw %} ${x} {{{recipient.email}}}")
            with { Url = "javascript:alert(1)", PdfUrl = "data:text/html,x",
                CodeUrl = "https://example.org/\"onclick=x" },
        Paper(3, "evil \u202Etxt.exe\u202C \u2066isolated\u2069 \u200F\u200E\0\u0007 \uD800 end")
            with { Authors = ["\u202Eada", ""] },
        Paper(4, string.Concat(Enumerable.Repeat("A very long title ", 556))[..10_000])
            with { Abstract = new string('x', 20_000) },
        Paper(5, new string('W', 10_000))
            with { Authors = [.. Enumerable.Range(1, 664).Select(i => $"Author Number {i}")] },
        Paper(6, "No abstract, nobody, nothing") with { Abstract = "", Authors = [], Url = "" },
        Paper(7, "") with { Abstract = "Untitled.", ThumbnailUrl = "javascript:x" },
    ];

    public static DigestContent Of(Morning morning, int papers = 30) => Samples.Digest(0) with
    {
        Papers =
            [.. morning.Papers.Take(papers)
                .Select(
                    (paper, i) =>
                        new ChosenPaper(paper, 30 - i,
                            new Because(i % 2 == 0 ? "Language models" : "Vision", ["agents"])))],
        Matched = morning.Papers.Count + 12,
        Slot = morning.At,
    };

    private static Paper Paper(int id, string title) => new()
    {
        Id = id,
        Key = $"hostile:{id}",
        Title = title,
        Abstract = "What it says.",
        Authors = ["Ada Quill"],
        Url = $"https://arxiv.example.org/abs/{id}",
        PdfUrl = $"https://arxiv.example.org/pdf/{id}",
    };
}
