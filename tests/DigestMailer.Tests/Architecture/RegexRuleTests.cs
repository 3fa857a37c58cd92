namespace DigestMailer.Tests.Architecture;

/// <summary>No regex of the program can run without bound.</summary>
internal sealed class RegexRuleTests
{
    [Test]
    public void Every_regex_is_linear_or_has_a_time_limit() =>
        Assert.That(SourceCode.Models().SelectMany(RegexRule.Unbounded), Is.Empty);

    [TestCase("[System.Text.RegularExpressions.GeneratedRegex(\"(a+)+$\")] static partial Regex A();")]
    [TestCase("static object Use() => new System.Text.RegularExpressions.Regex(\"(a+)+$\");")]
    [TestCase("static System.Text.RegularExpressions.Regex Use() => new(\"(a+)+$\");")]
    [TestCase("static bool Use() => System.Text.RegularExpressions.Regex.IsMatch(\"a\", \"(a+)+$\");")]
    [TestCase("static object Use(string s) => System.Text.RegularExpressions.Regex.Replace(s, \"(a+)+$\", \"\");")]
    [TestCase(
        "static object Use() => new System.Text.RegularExpressions.Regex("
        + "\"(a+)+$\", System.Text.RegularExpressions.RegexOptions.IgnoreCase);")]
    [TestCase(
        "static object Use() => new System.Text.RegularExpressions.Regex("
        + "\"(a+)+$\", default, System.Text.RegularExpressions.Regex.InfiniteMatchTimeout);")]
    public void A_planted_regex_without_a_bound_is_found(string code) =>
        Assert.That(RegexRule.Unbounded(SourceCode.Planted("Papers", code)), Is.Not.Empty);

    [TestCase(
        "[System.Text.RegularExpressions.GeneratedRegex(\"a\", "
        + "System.Text.RegularExpressions.RegexOptions.NonBacktracking)] static partial Regex A();")]
    [TestCase("[System.Text.RegularExpressions.GeneratedRegex(\"a\", default, 100)] static partial Regex A();")]
    [TestCase("static bool Use() => System.Text.RegularExpressions.Regex.IsMatch("
        + "\"a\", \"a\", System.Text.RegularExpressions.RegexOptions.NonBacktracking);")]
    [TestCase(
        "static object Use() => new System.Text.RegularExpressions.Regex(\"a\", default, TimeSpan.FromSeconds(1));")]
    [TestCase("static string Use() => System.Text.RegularExpressions.Regex.Escape(\"a\");")]
    public void A_regex_with_a_bound_is_allowed(string code) =>
        Assert.That(RegexRule.Unbounded(SourceCode.Planted("Papers", code)), Is.Empty);
}
