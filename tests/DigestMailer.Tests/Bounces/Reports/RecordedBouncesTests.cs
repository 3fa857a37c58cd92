using System.Security.Cryptography;
using System.Text.Json;
using DigestMailer.Bounces.Reports;
using MimeKit;

namespace DigestMailer.Tests.Bounces.Reports;

/// <summary>The classifier over real mails, judged by what a well-known parser's own tests say of them.</summary>
[Category("Recordings")]
internal sealed class RecordedBouncesTests
{
    [OneTimeSetUp]
    public void Charsets() => System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);

    [Test]
    public void Hard_bounces_are_told_from_others_in_recorded_mails()
    {
        var folder = Recordings.RealPath("bounces");
        var all =
            JsonSerializer.Deserialize<Dictionary<string, List<Expected>>>(
                File.ReadAllText(Path.Combine(folder, "EXPECTED.json")), JsonSerializerOptions.Web)!
            .Where(one => File.Exists(Path.Combine(folder, one.Key)))
            .Select(
                one => new Counted(Path.Combine(folder, one.Key), one.Value.Count(result => result.Hard),
                    Classifier.Read(MimeMessage.Load(Path.Combine(folder, one.Key)))))
            .ToList();
        // The rules were begun on the first half; what they missed in the second was looked at later, so neither is a
        // figure for mails not seen.
        foreach (var (name, some) in new[] { ("first half", all.Where(IsFirst)),
            ("second half", all.Where(one => !IsFirst(one))), ("all", all) })
        {
            TestContext.Out.WriteLine(Figures.Of(some).Line(name));
        }

        if (Environment.GetEnvironmentVariable("DIGESTMAILER_SHOW") is { Length: > 0 } show)
        {
            foreach (var one in all.Where(one => (show == "all" || IsFirst(one)) && one.Hard != one.Said))
            {
                TestContext.Out
                    .WriteLine(
                        $"{Path.GetFileName(one.File)}: {one.Hard} expected, {string.Join(" | ", one.Verdicts)}");
            }
        }

        var figures = Figures.Of(all);
        Assert.That(figures.Precision, Is.GreaterThanOrEqualTo(0.95));
        Assert.That(figures.Recall, Is.GreaterThanOrEqualTo(0.75));
    }

    private static bool IsFirst(Counted one) => SHA256.HashData(File.ReadAllBytes(one.File))[0] % 2 == 0;

    [Test]
    public void Auto_replies_receipts_and_ordinary_mail_say_nothing_of_anybody()
    {
        foreach (var file in Directory.EnumerateFiles(Recordings.Path("not-bounces")))
        {
            var verdicts = Classifier.Read(MimeMessage.Load(file));
            Assert.That(verdicts.Select(verdict => verdict.Kind), Is.All.EqualTo(VerdictKind.Nothing),
                Path.GetFileName(file));
        }
    }

    [Test]
    public void Complaints_are_known_and_reports_on_signatures_are_none()
    {
        foreach (var file in Directory.EnumerateFiles(Recordings.Path("arf")))
        {
            var verdict = Classifier.Read(MimeMessage.Load(file)).Single();
            TestContext.Out.WriteLine($"{Path.GetFileName(file)}: {verdict}");
            var text = File.ReadAllText(file);
            var isComplaint =
                text.Contains("Feedback-Type: abuse", StringComparison.Ordinal)
                    || text.Contains("Feedback-Type: opt-out", StringComparison.Ordinal)
                || text.Contains("complaint about message", StringComparison.Ordinal);
            Assert.That(verdict.Kind == VerdictKind.Complaint, Is.EqualTo(isComplaint), Path.GetFileName(file));
        }
    }

    private sealed record Expected(bool Hard);

    private sealed record Counted(string File, int Hard, IReadOnlyList<Verdict> Verdicts)
    {
        public int Said => Verdicts.Count(verdict => verdict.Kind == VerdictKind.Hard);
    }

    private sealed record Figures(int Mails, int Right, int Wrong, int Missed)
    {
        public double Precision => Right + Wrong == 0 ? 1 : (double)Right / (Right + Wrong);

        public double Recall => Right + Missed == 0 ? 1 : (double)Right / (Right + Missed);

        public static Figures Of(IEnumerable<Counted> some)
        {
            var list = some.ToList();
            return new(list.Count, list.Sum(one => Math.Min(one.Hard, one.Said)),
                list.Sum(one => Math.Max(0, one.Said - one.Hard)), list.Sum(one => Math.Max(0, one.Hard - one.Said)));
        }

        public string Line(string name) =>
            $"Hard bounces, {name}: precision {Precision:F2}, recall {Recall:F2} ({Mails} mails; {Right} right, "
                + $"{Wrong} wrong, {Missed} missed)";
    }
}
