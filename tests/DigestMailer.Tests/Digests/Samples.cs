using CsCheck;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DigestMailer.Tests.Digests;

/// <summary>Invented papers and readers, the same on every run.</summary>
internal static class Samples
{
    private static readonly string[] Titles =
    [
        "Tidepool: Sparse Memory for Models that Listen All Day",
        "Small Talk Is Enough: Diarization from Ten Seconds of Speech",
        "Un modèle de langue pour les carnets de terrain",
        "When Less Data Speaks Louder: Pruning Corpora by Surprise",
        "Lanternfish, a Benchmark of Questions Nobody Has Asked Yet",
        "Greedy Tokens, Patient Decoders",
        "A Cartography of Hallucination in Retrieval-Augmented Writing",
        "Learning to Whisper: On-Device Recognition under One Watt",
        "The Unreasonable Politeness of Preference Tuning",
        "語りの流れを測る：長い対話における話題の移り変わり",
    ];

    private static readonly string[] Abstracts =
    [
        "Long recordings wear models down: what was said an hour ago is either kept in full, which is dear, or "
            + "forgotten. We keep a shallow pool of moments "
            + "instead and let the model decide which tide to follow. On three corpora of meetings the pool halves "
            + "memory while word error stays where it was. "
            + "We release the code, the prompts and 40 hours of recordings with consent from everyone heard in them.",
        "Telling speakers apart usually asks for minutes of each voice. We show that ten seconds do, if the model is "
            + "first told what the room sounds like when nobody speaks.",
        "Field notes are short, mixed in language and full of names. We train a small model on 200 notebooks and find "
            + "that it completes them better than models fifty times "
            + "its size, and that it knows when to leave a gap. The notebooks stay where they were written.",
        "",
    ];

    public static SiteOptions Site =>
        new()
        {
            Name = "Paper Morning",
            BaseUrl = "https://papers.example.org/",
            PostalAddress = "Reading Room, 12 Harbour Street, 20457 Hamburg"
        };

    public static MailIdentity Identity => new(new MailboxAddress("Paper Morning", "digest@papers.example.org"));

    public static Recipient Reader(long id = 7, MailFormat format = MailFormat.Html) => new(
        id, $"reader{id}@example.net", $"Reader {id}", MailLook.Default with { Format = format },
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        new(
            $"https://papers.example.org/unsubscribe/{id}-k3J9sQ2vXz8LmN0pR5tYwA",
            $"https://papers.example.org/preferences/{id}-b7H2",
            $"https://papers.example.org/feedback/{id}-c9T4", $"https://papers.example.org/view/{id}-d1V6/5"));

    public static LetterContent Letter => new(
        "https://papers.example.org/confirm/7-x4K1mQ", ["Language models", "Speech"],
        new Rhythm(Every.Weekday, DayOfWeek.Monday, new TimeOnly(7, 30),
            TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")), 10);

    /// <summary>The same with what a letter of this kind has of its own.</summary>
    public static LetterContent LetterOf(LetterKind kind) => kind != LetterKind.Reminder ? Letter : Letter with
    {
        Saved = [.. new[] { 20, 3 }.Select((day, i) => (new DateTime(2026, 11, day), Chosen(i).Paper.Title))],
        Count = 12,
        EndUrl = Letter.ActionUrl + "/quiet",
    };

    public static DigestContent Digest(int papers = 10, DigestKind kind = DigestKind.Digest) => new()
    {
        Kind = kind,
        Slot = new DateTimeOffset(2026, 11, 24, 7, 30, 0, TimeSpan.FromHours(1)),
        Papers = [.. Enumerable.Range(0, papers).Select(Chosen)],
        Matched = papers == 0 ? 0 : papers + 24,
        Topics = ["Language models", "Speech"],
    };

    public static DigestContent With(params Paper[] papers) => Digest(0) with
    {
        Papers = [.. papers.Select(paper => new ChosenPaper(paper, 1, new Because("Speech", ["speech"])))],
        Matched = papers.Length,
    };

    public static BodyRenderer Renderer(params string[] folders) =>
        new(new MailTemplates([.. folders, Folder("templates")]), Options.Create(Site), TimeProvider.System);

    public static DigestComposer Composer(BodyRenderer renderer, TimeProvider? clock = null) =>
        new(renderer, new DigestMessage(Options.Create(Site)), clock ?? TimeProvider.System);

    public static LetterMessage Letters(params string[] folders) =>
        new(new MailTemplates([.. folders, Folder("templates")]), Options.Create(Site));

    /// <summary>Tries the templates as the program does at its start.</summary>
    public static void Check(params string[] folders)
    {
        var templates = new MailTemplates([.. folders, Folder("templates")]);
        using var renderer = new BodyRenderer(templates, Options.Create(Site), TimeProvider.System);
        new TemplateCheck(templates, renderer, new DigestMessage(Options.Create(Site)),
            new LetterMessage(templates, Options.Create(Site))).Check();
    }

    public static ComposedMail Compose(DigestContent content, Recipient? reader = null)
    {
        using var renderer = Renderer();
        using var composer = Composer(renderer);
        return composer.Compose(content, reader ?? Reader(), Identity);
    }

    /// <summary>One of the given texts.</summary>
    public static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    public static byte[] Bytes(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, stream);
        return stream.ToArray();
    }

    /// <summary>A folder of the checkout.</summary>
    public static string Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DigestMailer.sln")))
            {
                return Path.Combine(folder.FullName, name);
            }
        }

        throw new DirectoryNotFoundException(name);
    }

    private static ChosenPaper Chosen(int i) => new(
        new Paper
        {
            Id = i + 1,
            Key = $"arxiv:2611.{10000 + i}",
            Title = Titles[i % Titles.Length],
            Abstract = Abstracts[i % Abstracts.Length],
            Authors =
                [.. new[] { "Ada Quill", "Bo Nørgaard", "Carmen Ibáñez", "李文", "Dele Okafor", "Eun-ji Park" }
                    .Take(1 + i * 5 % 6)],
            Categories = i % 3 == 0 ? ["cs.CL", "cs.SD"] : ["cs.LG"],
            Organization = i % 2 == 0 ? "Harbour Institute" : null,
            Published = new DateOnly(2026, 11, 23),
            Votes = 128 - 13 * i < 0 ? 0 : 128 - 13 * i,
            Comments = i,
            Stars = i % 2 == 0 ? 340 + i : 0,
            Url = $"https://arxiv.example.org/abs/2611.{10000 + i}",
            PdfUrl = $"https://arxiv.example.org/pdf/2611.{10000 + i}",
            CodeUrl = i % 2 == 0 ? $"https://code.example.org/paper-{i}" : null,
            DiscussionUrl = $"https://talk.example.org/papers/2611.{10000 + i}",
        },
        10 - i,
        i % 2 == 0 ? new Because("Language models", ["memory", "long context"])
            : new Because("Speech", ["diarization"]));
}
