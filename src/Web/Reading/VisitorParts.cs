namespace DigestMailer.Web.Reading;

/// <summary>What of a kept page is one visitor's.</summary>
/// <param name="Holes">The texts in the page that mark where.</param>
/// <param name="ValuesFor">What a visitor gets in place of each.</param>
internal sealed record VisitorParts(IReadOnlyList<string> Holes, Func<HttpContext, IReadOnlyList<string>> ValuesFor);
