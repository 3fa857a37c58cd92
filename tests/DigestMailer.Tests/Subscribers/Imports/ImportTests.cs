using System.Text;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Imports;
using DigestMailer.Topics;
using Microsoft.Extensions.Time.Testing;

namespace DigestMailer.Tests.Subscribers.Imports;

/// <summary>Files as they come in the wild, read before anything is stored.</summary>
internal sealed class ImportTests
{
    private static readonly SubscriberCsv Csv =
        new(new TopicCatalogue([new TopicOptions { Slug = "speech", Name = "Speech", Query = "speech" }]),
            new FakeTimeProvider(DateTimeOffset.Parse("2026-11-28T12:00Z", null)));

    [TestCaseSource(typeof(ImportCases), nameof(ImportCases.Read))]
    public void A_file_is_read_as_it_is_meant(byte[] file, string[] lines)
    {
        var read = Csv.Read(file, new ImportConsent(Confirmed: true));
        var shown = read.People.ConvertAll(Shown);
        Assert.That(shown.Concat(read.Faults).Select((line, i) => Begin(line, lines.ElementAtOrDefault(i) ?? "")),
            Is.EqualTo(lines), string.Join("\n", read.Notes));
    }

    [TestCaseSource(typeof(ImportCases), nameof(ImportCases.Rejected))]
    public void A_file_that_cannot_be_read_is_rejected_as_a_whole(byte[] file, string said) =>
        Assert.That(() => Csv.Read(file, new ImportConsent(Confirmed: true)),
            Throws.TypeOf<RefusedException>().With.Message.Contains(said));

    [Test]
    public void Columns_are_told_before_anything_is_stored()
    {
        var read =
            Csv.Read("Email Address;First Name;Favourite colour\na@x.org;Ana;red\n"u8.ToArray(),
                new ImportConsent(Confirmed: false));
        Assert.That(read.Notes,
            Is.EqualTo(new[]
            {
                "Read as UTF-8, columns separated by semicolons: "
                    + "email from \"Email Address\", first name from \"First Name\".",
                "Columns that are not read: Favourite colour.",
            }));
    }

    [TestCase("email,name", "commas")]
    [TestCase("email;name", "semicolons")]
    [TestCase("email\tname", "tabs")]
    [TestCase("email|name", "\"|\"")]
    public void The_separator_is_told(string header, string said) =>
        Assert.That(Csv.Read(Encoding.UTF8.GetBytes(header), new ImportConsent(Confirmed: false)).Notes,
            Is.EqualTo(new[]
            {
                $"Read as UTF-8, columns separated by {said}: email from \"email\", name from \"name\"."
            }));

    [Test]
    public void Columns_of_other_programs_are_told_by_what_they_mean() =>
        Assert.That(Csv.Read("email,First Name,Last Name,created_at,unsubscribed,bounced\n"u8.ToArray(),
            new ImportConsent(Confirmed: false)).Notes.Single(), Does.EndWith("first name from \"First Name\", "
                + "last name from \"Last Name\", date of the row from \"created_at\", "
                + "unsubscribed if set from \"unsubscribed\", undeliverable if set from \"bounced\"."));

    [Test]
    public void A_date_of_consent_is_the_proof_where_there_are_no_words()
    {
        var person = Csv.Read("email,OPTIN_TIME\na@x.org,2025-06-02\n"u8.ToArray(), new ImportConsent(Confirmed: true))
            .People.Single();
        Assert.That((person.Source, person.Proof), Is.EqualTo(("import", "OPTIN_TIME 2025-06-02")));
    }

    [Test]
    public void A_date_of_consent_that_is_not_read_is_told_by_its_line()
    {
        const string csv = "email,consent,consented\na@x.org,form,soon\nb@x.org,form,2025-03-02\nc@x.org,no,soon\n"
            + "d@x.org,form of 2025-03-02,soon\ne@x.org,form,2099-01-01\n";
        var read = Csv.Read(Encoding.UTF8.GetBytes(csv), new ImportConsent(Confirmed: true));
        Assert.That(read.Notes[^1], Is.EqualTo("The proof has no day, since its date is not a date in the past that we "
            + "can read: line 2 \"soon\", line 6 \"2099-01-01\"."));
        Assert.That(read.People.ConvertAll(person => person.AgreedAt?.Year), Is.EqualTo(new int?[] { null, 2025, null,
            2025, null }));
    }

    [TestCase("yes,no", null)]
    [TestCase("daily,weekly", null)]
    [TestCase("yes,My alert", "yes")]
    public void A_column_digest_that_says_only_whether_or_how_often_is_not_read(string values, string? digest)
    {
        var rows = values.Split(',').Select((value, i) => $"a{i}@x.org,{value}\n");
        var read = Csv.Read(Encoding.UTF8.GetBytes("email,digest\n" + string.Concat(rows)),
            new ImportConsent(Confirmed: true));
        Assert.That(read.People[0].Digest, Is.EqualTo(digest));
    }

    /// <summary>A fault may say more than a case names.</summary>
    private static string Begin(string line, string expected) =>
        line.StartsWith("line ", StringComparison.Ordinal) && line.StartsWith(expected, StringComparison.Ordinal)
            && expected.Length > 0 ? expected : line;

    private static string Shown(Enrolment person)
    {
        var plain = new Wishes { Topics = TopicSet.Create([], []) };
        var topics = person.Wishes.Topics;
        List<string?> parts =
        [
            person.Email + " " + person.Name,
            person.HasLeft ? "unsubscribed" : person.Confirmed ? "confirmed" : "pending",
            person.ConsentedAt?.ToString("yyyy-MM-dd", null),
            person.LeftAt is { } left ? $"left={left:yyyy-MM-dd}" : null,
            .. WishFields.All.Where(field => field.Name is "zone" && field.Text(person.Wishes) != field.Text(plain))
                .Select(field => $"{field.Name}={field.Text(person.Wishes)}"),
            topics.Topics.Count > 0 ? "topics=" + string.Join('+', topics.Topics) : null,
            topics.Queries.Count > 0 ? "queries=" + string.Join('+', topics.Queries) : null,
            .. WishFields.All
                .Where(field => field.Name is not "zone" && field.Text(person.Wishes) != field.Text(plain))
                .Select(field => $"{field.Name}={field.Text(person.Wishes)}"),
        ];
        return string.Join(' ', parts.Where(part => part is not null));
    }
}
