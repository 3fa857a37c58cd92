using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// The text of a feed's element, made ready for cleaning: code is left out, and plain text stays plain.
/// </summary>
internal static partial class FeedText
{
    private static readonly HashSet<string> Blocks =
        ["p", "div", "br", "li", "tr", "td", "h1", "h2", "h3", "h4", "blockquote", "sec", "title"];

    public static string Of(XElement element)
    {
        var text = Xml.Markup(element, Piece).Trim();
        return IsPlain(element) ? Literal(text) : WithoutCode(text);
    }

    /// <summary>A block starts a new word, and code is left out.</summary>
    private static string? Piece(XElement element) => element.Name.LocalName is "script" or "style" ? null
        : Blocks.Contains(element.Name.LocalName) ? " " : "";

    /// <summary>
    /// Plain text in which no &lt; starts a tag: an invisible joiner follows each one, and is dropped with all
    /// invisible characters when the text is cleaned.
    /// </summary>
    public static string Literal(string text) => text.Replace("<", "<\u2060", StringComparison.Ordinal);

    /// <summary>Leaves out style, script and comments with what is in them, which no reader sees.</summary>
    public static string WithoutCode(string html) =>
        html.Contains('<', StringComparison.Ordinal) ? Code().Replace(html, " ") : html;

    /// <summary>
    /// Atom says of a text that it is one (RFC 4287 §3.1.1.1); without a type it is, unless it has tags of HTML.
    /// </summary>
    private static bool IsPlain(XElement element) => (string?)element.Attribute("type") switch
    {
        "text" or "text/plain" => !element.HasElements,
        null => element.Name.NamespaceName == FeedNames.Atom && !element.HasElements
            && !Markup().IsMatch(element.Value),
        _ => false,
    };

    [GeneratedRegex("</[a-z]|<(br|p|hr|img)\\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex(
        @"<style\b[^>]*>.*?(</style\s*>|\z)|<script\b[^>]*>.*?(</script\s*>|\z)"
            + @"|<noscript\b[^>]*>.*?(</noscript\s*>|\z)|<template\b[^>]*>.*?(</template\s*>|\z)"
            + @"|<!--.*?(-->|\z)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Code();
}
