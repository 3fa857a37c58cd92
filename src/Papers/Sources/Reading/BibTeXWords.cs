namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// The abbreviations of a BibTeX text. What all of its values expand to is bounded, or a few short lines would fill
/// the memory.
/// </summary>
internal sealed class BibTeXWords
{
    private const int Spare = 1024 * 1024;
    private const int MaxWord = 100_000;
    private readonly Dictionary<string, string> meanings = new(StringComparer.OrdinalIgnoreCase);
    private long left;

    /// <param name="length">Length of the text, which plain values cannot exceed.</param>
    public BibTeXWords(int length)
    {
        left = (16L * length) + Spare;
        foreach (var month in new[] { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
            "dec" })
        {
            meanings[month] = month;
        }
    }

    public string Of(string word) => meanings.GetValueOrDefault(word, word);

    public void Define(string word, string meaning) => meanings[word] = meaning;

    /// <summary>Whether so many more characters may be made.</summary>
    public bool Spend(int characters, int already)
    {
        left -= characters;
        return left >= 0 && characters + already <= MaxWord;
    }
}
