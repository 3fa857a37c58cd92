using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;

namespace DigestMailer.Web.Forms;

/// <summary>What pages call the digests of a reader.</summary>
internal static class DigestWords
{
    public static string NameOf(Subscriber digest, Language language) =>
        digest.Digest is null ? language.Say("digest.unnamed") : PlainText.Line(digest.Digest);

    /// <summary>Their names as a list; empty where there are none.</summary>
    public static string Names(IEnumerable<Subscriber> digests, Language language)
    {
        var names = digests.Select(one => NameOf(one, language)).ToList();
        return names.Count == 0 ? "" : language.List(names);
    }
}
