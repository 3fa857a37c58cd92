using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers.Sources;

/// <summary>Papers in our own JSON: a bad one costs itself alone.</summary>
internal sealed class JsonFormatTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [TestCase("""[{"title":"One"},{"abstract":"Nameless."},{"title":"Three"}]""", "One,Three",
        "(paper 2 has no title); 1 of 3 papers were not read")]
    [TestCase("""{"edition":"2026-03-01","papers":[{"title":""},7,{"title":"Three"},null]}""", "Three",
        "(paper 1 has no title); 3 of 4 papers were not read")]
    [TestCase("""[{"title":"One"},{"title":"A half \ud83d of a pair"}]""", "One",
        "(paper 2 has a text that is not Unicode); 1 of 2 papers were not read")]
    [TestCase("""
        {"title":"One"}
        {"title":"Two, broken
        {"title":"Three"}
        """, "One,Three", "(paper 2 is not JSON); 1 of 3 papers were not read")]
    [TestCase("""
        {"title":"One"}
        {"title":"The last line is cut o
        """, "One", "(paper 2 is not JSON); 1 of 2 papers were not read")]
    [TestCase("""{"error":"quota"}""", "", "(paper 1 has no title); nothing was kept")]
    [TestCase("""[{"abstract":"One"},{"abstract":"Two"}]""", "", "(paper 1 has no title); nothing was kept")]
    public void A_bad_paper_costs_itself_alone(string text, string titles, string fault)
    {
        var answer = JsonFormat.Read(text, "lab", Day);
        Assert.That(string.Join(',', answer.Listings.Select(listing => listing.Title)), Is.EqualTo(titles));
        Assert.That(answer.Fault, Does.StartWith("it is not in the papers' JSON format ").And.EndsWith(fault));
    }

    [TestCase("[]", 0)]
    [TestCase("""{"papers":[]}""", 0)]
    [TestCase("""{"title":"One"}""", 1)]
    [TestCase("""[{"title":"One"},{"title":"Two"}]""", 2)]
    public void Whole_files_have_no_fault(string text, int papers)
    {
        var answer = JsonFormat.Read(text, "lab", Day);
        Assert.That((answer.Listings.Count, answer.Fault), Is.EqualTo((papers, (string?)null)));
    }

    [TestCase("""[{"title":"One"}""")]
    [TestCase("<html>Sign in</html>")]
    [TestCase("""{"papers":"none"}""")]
    public void Nothing_is_kept_of_a_text_that_is_not_JSON(string text)
    {
        var answer = JsonFormat.Read(text, "lab", Day);
        Assert.That((answer.Listings.Count, answer.Fault?.EndsWith("; nothing was kept", StringComparison.Ordinal)),
            Is.EqualTo((0, true)), answer.Fault);
    }
}
