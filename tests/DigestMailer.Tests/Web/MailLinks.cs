using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using MimeKit;

namespace DigestMailer.Tests.Web;

/// <summary>The links of a mail.</summary>
internal static partial class MailLinks
{
    /// <summary>The first link to a page of that name, such as <c>confirm</c>.</summary>
    public static string To(this MimeMessage mail, string page) =>
        mail.All().FirstOrDefault(link => link.Contains($"/{page}/", StringComparison.Ordinal))
            ?? throw new AssertionException($"\"{mail.Subject}\" has no link to {page}:\n{mail.TextBody}");

    /// <summary>Every address in the text, the HTML and the headers.</summary>
    public static IReadOnlyList<string> All(this MimeMessage mail) =>
    [
        .. Address().Matches(mail.TextBody ?? "").Select(match => match.Value)
            .Concat(
                new HtmlParser().ParseDocument(mail.HtmlBody ?? "").QuerySelectorAll("[href]")
                    .Select(element => element.GetAttribute("href")!))
            .Concat(
                Address().Matches(string.Join(' ', mail.Headers.Select(header => header.Value)))
                    .Select(match => match.Value.TrimEnd('>', ',')))
            .Where(link => link.StartsWith("http", StringComparison.Ordinal)).Distinct(),
    ];

    [GeneratedRegex(@"https?://[^\s<>]+")]
    private static partial Regex Address();
}
