using System.Text.RegularExpressions;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using Scriban.Runtime;

namespace DigestMailer.Tests.Digests;

/// <summary>templates/README.md against the models: no variable is missing there, and none is only there.</summary>
internal sealed partial class TemplateReadmeTests
{
    private static readonly string[] Rows = File.ReadAllLines(Samples.Folder("templates/README.md"));

    [Test]
    public void Every_variable_of_a_mail_is_listed() => Assert.That(Variables.Where(name => !IsListed(name)), Is.Empty);

    [Test]
    public void Every_variable_that_is_listed_is_there() =>
        Assert.That(
            Rows.SelectMany(
                row => Listed().Matches(row.Split('|') is ["", var names, ..] ? names : "")
                    .Select(match => match.Groups[1].Value)).Except(Variables), Is.Empty);

    private static HashSet<string> Variables
    {
        get
        {
            var language = new LanguageShelf([Samples.Folder("templates")]).English;
            var (digest, site) = (Samples.Digest(), Samples.Site);
            site.Logo = "https://papers.example.org/logo.png";
            var form =
                DigestForm.Of(new DigestModel(digest, 10, "", MailLook.Default, language, site).Shape, language);
            var groups = (ScriptObject[])form["groups"]!;
            return
            [
                .. Names("site", TemplateModel.Site(site)),
                .. Names("mail", (ScriptObject)form["mail"]!),
                .. Names("recipient", (ScriptObject)form["recipient"]!),
                .. Names("digest", (ScriptObject)form["digest"]!),
                .. Names("groups", groups[0]),
                .. Names("papers", ((ScriptObject[])groups[0]["papers"]!)[0]),
                .. Names("paper", CardModel.Of(digest.Papers[0].Paper, language)),
                .. Names("letter", LetterModel.Of(LetterKind.Confirm, Samples.Letter, language)),
            ];
        }
    }

    private static IEnumerable<string> Names(string of, ScriptObject model) =>
        model.SelectMany(pair => pair.Value switch
    {
        ScriptObject inner => Names($"{of}.{pair.Key}", inner).Append($"{of}.{pair.Key}"),
        ScriptObject[] { Length: > 0 } list when of != "groups" =>
            Names($"{of}.{pair.Key}", list[0]).Append($"{of}.{pair.Key}"),
        _ => [$"{of}.{pair.Key}"],
    });

    /// <summary>By its whole name, or in the row of what holds it.</summary>
    private static bool IsListed(string name)
    {
        var dot = name.LastIndexOf('.');
        return Rows.Any(
            row => row.StartsWith('|')
                && (row.Contains($"`{name}`", StringComparison.Ordinal)
                    || row.Contains($"`{name}.", StringComparison.Ordinal)
            || (row.StartsWith($"| `{name[..dot]}`", StringComparison.Ordinal)
                && row.Contains($"`{name[(dot + 1)..]}`", StringComparison.Ordinal))));
    }

    [GeneratedRegex(@"`((?:site|mail|recipient|digest|paper|letter)\.(?!html|txt)[a-z_.]+)`")]
    private static partial Regex Listed();
}
