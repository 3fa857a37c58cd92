namespace DigestMailer.Subscribers;

/// <summary>How a reader wants mail to look; readers of one digest who want the same share its rendered body.</summary>
/// <param name="Format">Html means multipart/alternative with a text part; Text means text/plain alone.</param>
/// <param name="Language">A language tag such as <c>en</c> or <c>ar</c>; one that has no file of words is shown in
/// English.</param>
/// <param name="Thumbnails">A small picture next to each paper that has one; off unless asked for, since pictures are
/// fetched from where they stand.</param>
internal sealed record MailLook(MailFormat Format, string Language, bool Thumbnails)
{
    /// <summary>HTML in English without pictures.</summary>
    public static MailLook Default { get; } = new(MailFormat.Html, "en", false);

    /// <summary>On the web, where a digest shows all its papers however many they are.</summary>
    public bool Whole { get; init; }

    /// <summary>Whether it says which of the reader's digests it is.</summary>
    public bool Named { get; init; }
}

/// <summary>What a reader wants to be sent.</summary>
internal enum MailFormat { Html, Text }
