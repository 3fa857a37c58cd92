using System.Globalization;
using DigestMailer.Subscribers.Imports;

namespace DigestMailer.Tests.Subscribers.Imports;

/// <summary>Words and dates in the columns of other programs.</summary>
internal sealed class ImportWordsTests
{
    [TestCase("2026-3-2", "2026-03-02T00:00Z")]
    [TestCase("2026/3/2 9:12", "2026-03-02T09:12Z")]
    [TestCase("2026.3.2 9:12:11", "2026-03-02T09:12:11Z")]
    [TestCase("2.3.2026 9:12 PM", "2026-03-02T21:12Z")]
    [TestCase("2 Mar 2026 9:12:11 PM", "2026-03-02T21:12:11Z")]
    [TestCase("2 March 2026", "2026-03-02T00:00Z")]
    [TestCase("Mar 2, 2026", "2026-03-02T00:00Z")]
    [TestCase("March 2, 2026 9:12", "2026-03-02T09:12Z")]
    [TestCase("20/3/2026", "2026-03-20T00:00Z")]
    [TestCase("3/20/2026 9:12", "2026-03-20T09:12Z")]
    [TestCase("20-03-2026", "2026-03-20T00:00Z")]
    [TestCase("02-01-2026", "2026-01-02T00:00Z")]
    [TestCase("2026-03-02T09:12:11+02:00", "2026-03-02T07:12:11Z")]
    [TestCase("Sun, 02 Mar 2025 09:12:11 GMT", "2025-03-02T09:12:11Z")]
    [TestCase("Sunday, 2 March 2025 09:12:11 UTC", "2025-03-02T09:12:11Z")]
    [TestCase("Sun Mar 02 2025 09:12:11 GMT+0000 (Coordinated Universal Time)", "2025-03-02T09:12:11Z")]
    [TestCase("Sun Mar 02 2025 09:12:11 GMT-0530 (somewhere)", "2025-03-02T14:42:11Z")]
    [TestCase("1740906731", "2025-03-02T09:12:11Z")]
    [TestCase("1740906731000", "2025-03-02T09:12:11Z")]
    [TestCase("45718.375", "2025-03-02T09:00Z")]
    [TestCase("45718", "2025-03-02T00:00Z")]
    [TestCase("20250302", "2025-03-02T00:00Z")]
    [TestCase("20250302091211", "2025-03-02T09:12:11Z")]
    [TestCase("02.03.25", "2025-03-02T00:00Z")]
    [TestCase("3/2/25", "2025-02-03T00:00Z")]
    [TestCase("2. März 2025", "2025-03-02T00:00Z")]
    [TestCase("2 mars 2025 09:12", "2025-03-02T09:12Z")]
    [TestCase("2 de marzo de 2025", "2025-03-02T00:00Z")]
    [TestCase("2 марта 2025", "2025-03-02T00:00Z")]
    [TestCase("March 2nd, 2025", "2025-03-02T00:00Z")]
    [TestCase("Mar 02 2025", "2025-03-02T00:00Z")]
    [TestCase("02-Mar-2025", "2025-03-02T00:00Z")]
    [TestCase("Mar 2, 2025, 9:12\u202FAM", "2025-03-02T09:12Z")]
    [TestCase("2025-03-02 at 09:12", "2025-03-02T09:12Z")]
    [TestCase("2025/03/02 9:12:11 a. m. GMT+1", "2025-03-02T08:12:11Z")]
    [TestCase("2025/03/02 9:12:11 p.m. GMT-3", "2025-03-03T00:12:11Z")]
    [TestCase("9999-12-31 23:59 -14:00", "9999-12-31T23:59Z")]
    [TestCase("1970-01-01", null)]
    [TestCase("0001-01-01T00:00:00Z", null)]
    [TestCase("0000-00-00", null)]
    [TestCase("12345", null)]
    [TestCase("today", null)]
    [TestCase("2026", null)]
    public void A_date_is_read_in_the_forms_of_many_programs(string text, string? date) =>
        Assert.That(LenientDate.Read(text), Is.EqualTo(
            date is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(date, CultureInfo.InvariantCulture)));

    [TestCase("Enabled", nameof(ImportedState.Active))]
    [TestCase("verified", nameof(ImportedState.Active))]
    [TestCase("needs attention", nameof(ImportedState.Pending))]
    [TestCase("Never subscribed", nameof(ImportedState.Pending))]
    [TestCase("ausstehend", nameof(ImportedState.Pending))]
    [TestCase("opted-out", nameof(ImportedState.Left))]
    [TestCase("abgemeldet", nameof(ImportedState.Left))]
    [TestCase("hard bounced", nameof(ImportedState.Failed))]
    [TestCase("reported spam", nameof(ImportedState.Failed))]
    [TestCase("unreachable", nameof(ImportedState.Failed))]
    [TestCase("malformed", nameof(ImportedState.Failed))]
    [TestCase("besta\u0308tigt", nameof(ImportedState.Active))]
    [TestCase("UNBESTÄTIGT", nameof(ImportedState.Pending))]
    [TestCase("purple", null)]
    public void A_state_is_known_by_the_words_of_many_programs(string word, string? state) =>
        Assert.That(StateWords.Find(word)?.ToString(), Is.EqualTo(state));

    [TestCase("нет")]
    [TestCase("never")]
    [TestCase("notgiven")]
    [TestCase("keine")]
    [TestCase("unverified")]
    [TestCase("unticked by hand")]
    [TestCase("paused")]
    [TestCase("")]
    [TestCase(null)]
    public void A_word_that_denies_is_not_a_consent(string? text) => Assert.That(ConsentText.Proves(text), Is.False);

    [TestCase("form of 2026-05-01 09:00, exported 2026-11-20", "2026-05-01T09:00Z")]
    [TestCase("exported 2026-11-20, form of 2026-05-01", "2026-05-01T00:00Z")]
    [TestCase("0000-00-00, form of 2026-05-01", "2026-05-01T00:00Z")]
    [TestCase("form", null)]
    [TestCase(null, null)]
    public void The_first_day_that_a_consent_names_counts(string? text, string? day) =>
        Assert.That(ConsentText.Day(text), Is.EqualTo(
            day is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(day, CultureInfo.InvariantCulture)));

    [TestCase("state")]
    [TestCase("type")]
    [TestCase("active")]
    [TestCase("Enabled")]
    public void A_name_that_many_things_have_is_a_state_only_where_all_rows_say_one(string header)
    {
        string[] headers = ["email", header];
        Assert.That(ColumnMap.Of(headers, [Row("a@x.org", "active"), Row("b@x.org")]).Unread, Is.Empty);
        Assert.That(ColumnMap.Of(headers, [Row("a@x.org", "active"), Row("b@x.org", "NY")]).Unread,
            Is.EqualTo(new[] { header }));
    }

    [Test]
    public void An_export_has_these_columns() => Assert.That(string.Join(',', ColumnMap.Ours), Is.EqualTo(
        "email,name,topics,queries,every,at,zone,max,weekday,format,language,thumbnails,empty,consent,state,consented,"
        + "left,digest"));

    private static CsvRow Row(params string[] values) => new(1, values, null);
}
