using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Subscribers.Addresses;

namespace DigestMailer.Web.Reading;

/// <summary>
/// Finds a paper by what follows <c>/papers/</c>: one of its keys, or an id or address as people write it.
/// </summary>
internal sealed class PaperFinder(EditionStore editions, PaperStore papers)
{
    private const int MostCharacters = 600;
    private static readonly string[] Schemes = ["https:/", "http:/"];

    /// <summary>The paper with the days on which it was listed; null where there is none.</summary>
    public async Task<(Paper Paper, IReadOnlyList<DateOnly> Editions)?> FindAsync(string? text,
        CancellationToken cancel)
    {
        if (text is not { Length: > 0 and <= MostCharacters })
        {
            return null;
        }

        return await editions.FindAsync(text, cancel)
            ?? (await papers.FindNamedAsync(Written(text), cancel) is { } named
                ? await editions.FindAsync(named.Key, cancel) : null);
    }

    /// <summary>Without what a sentence puts around an id, and with the slashes that proxies take out.</summary>
    private static string Written(string text)
    {
        // arXiv writes the category behind an id.
        text = Visible.Text(text).Split(" [")[0].Trim('<', '>', '(', ')', '[', ']', '"', '\'')
            .TrimEnd('.', ',', ';', ':', '/', '*');
        foreach (var scheme in Schemes)
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return "https://" + text[scheme.Length..].TrimStart('/');
            }
        }

        var host = text.Split('/')[0];
        return host.EndsWith(".org", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".co", StringComparison.OrdinalIgnoreCase) ? "https://" + text : text;
    }
}
