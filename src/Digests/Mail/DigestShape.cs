using DigestMailer.Digests.Choosing;
using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// Decides the form of a digest's page. Digests that differ only in their words and papers share a shape, and the page
/// is rendered once for all of them. Where each reader follows topics of their own, that saves a fifth of the CPU of a
/// run. Its price: template authors may write these words, but not compare, cut or change them, because while a page is
/// rendered the words are holes that are filled later. templates/README.md lists them, and a template that breaks the
/// rule is rejected at the start.
/// </summary>
/// <param name="Matched">How many papers fitted.</param>
/// <param name="Outline">A sign for each heading and each paper of the page, in their order.</param>
/// <param name="Topics">How many names of topics may be shown.</param>
/// <param name="Notices">Which sources are missing, in words.</param>
/// <param name="Pictures">Whether cards show thumbnails.</param>
/// <param name="IsNamed">Whether the page says which of the reader's digests it is.</param>
internal sealed record DigestShape(DigestKind Kind, Every Every, int Matched, string Outline, int Topics,
    TextList Notices, bool Pictures, bool IsNamed)
{
    /// <summary>A group with the name of its topic above it.</summary>
    public const char Named = 'N';

    /// <summary>The same, and more papers matched its topic than the digest holds.</summary>
    public const char NamedWithMore = 'M';

    /// <summary>A group without a name.</summary>
    public const char Plain = 'G';

    /// <summary>A paper with a link.</summary>
    public const char Linked = 'p';

    /// <summary>A paper that no source gave a link of.</summary>
    public const char Unlinked = 'u';

    /// <summary>A paper with a link that is shown by its title alone.</summary>
    public const char BriefLinked = 'q';

    /// <summary>A paper without a link that is shown by its title alone.</summary>
    public const char BriefUnlinked = 'v';

    /// <summary>How many papers the page shows.</summary>
    public int Shown => Outline.Count(char.IsAsciiLetterLower);
}
