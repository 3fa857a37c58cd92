using DigestMailer.Digests.Choosing;
using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// What decides the form of a digest's page. Digests that differ in their words and papers alone share it, and it is
/// rendered once for them.
/// </summary>
/// <param name="Matched">How many papers fitted.</param>
/// <param name="Outline">A sign for each heading and each paper of the page, in their order.</param>
/// <param name="Topics">How many names of topics may be shown.</param>
/// <param name="Notices">Which sources are missing, in words.</param>
/// <param name="Pictures">Whether cards show thumbnails.</param>
internal sealed record DigestShape(DigestKind Kind, Every Every, int Matched, string Outline, int Topics,
    TextList Notices, bool Pictures)
{
    /// <summary>A group with the name of its topic above it.</summary>
    public const char Named = 'N';

    /// <summary>A group without a name.</summary>
    public const char Plain = 'G';

    /// <summary>A paper with a link.</summary>
    public const char Linked = 'p';

    /// <summary>A paper that no source gave a link of.</summary>
    public const char Unlinked = 'u';

    /// <summary>How many papers the page shows.</summary>
    public int Shown => Outline.Count(char.IsAsciiLetterLower);
}
