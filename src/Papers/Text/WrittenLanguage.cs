namespace DigestMailer.Papers.Text;

/// <summary>
/// Whether a few sentences are in a language: by their script, and in Latin letters by the small words that every
/// sentence has. It knows the languages of the shipped texts; of others it says no.
/// </summary>
internal static class WrittenLanguage
{
    private const double LeastOfScript = 0.3;
    private const double LeastOfLatin = 0.7;

    /// <summary>Italian and Dutch are here to be told apart from their neighbours.</summary>
    private static readonly Dictionary<string, HashSet<string>> SmallWords = new(StringComparer.Ordinal)
    {
        ["en"] = Set("the of and to in a an is are that for with on by we this these from as which it its be can at"),
        ["de"] = Set("der die das und ein eine einen einem einer mit für von den dem des ist sind wird werden auf zu "
            + "nicht im zur zum sich durch bei aus als auch diese dieser wie es"),
        ["fr"] = Set("le la les l des du de et un une d dans pour que qui est sont par sur avec au aux ce cette en ne "
            + "pas plus à"),
        ["es"] = Set("el la los las de del y un una que en para con por se es son su sus al lo como más este esta sin"),
        ["pt"] = Set("o a os as de do da dos das e um uma que em no na nos nas para com por se é são ao à não mais "
            + "como este esta sem"),
        ["it"] = Set("il lo la gli le di del della dei delle e un una che in per con è sono da al alla nel nella non"),
        ["nl"] = Set("de het een en van in is dat op te met voor zijn door aan bij wordt worden niet die dit"),
    };

    private static readonly string[] ByScript = ["ar", "ja", "ko", "zh"];

    /// <param name="tag">Such as <c>de</c> or <c>pt-BR</c>; only its language counts.</param>
    public static bool Knows(string tag) => SmallWords.ContainsKey(Primary(tag)) || ByScript.Contains(Primary(tag));

    /// <inheritdoc cref="Knows"/>
    public static bool Is(string text, string tag)
    {
        var letters = text.EnumerateRunes().Where(System.Text.Rune.IsLetter).CountBy(WritingSystem.Of)
            .ToDictionary(pair => pair.Key, pair => pair.Value);
        var all = Math.Max(1, letters.Values.Sum());
        return Primary(tag) switch
        {
            "zh" => Share(Script.Han) >= LeastOfScript && Share(Script.Kana) == 0,
            "ja" => Share(Script.Han) + Share(Script.Kana) >= LeastOfScript && Share(Script.Kana) > 0,
            "ko" => Share(Script.Hangul) >= LeastOfScript,
            "ar" => Share(Script.Arabic) >= LeastOfScript,
            var latin => SmallWords.ContainsKey(latin) && Share(Script.Latin) >= LeastOfLatin && HasMost(text, latin),
        };

        double Share(Script script) => (double)letters.GetValueOrDefault(script) / all;
    }

    /// <summary>Whether no other language has more of the words.</summary>
    private static bool HasMost(string text, string language)
    {
        var words = text.Split([' ', '\'', '’', ',', '.', ';', ':', '(', ')', '"'],
            StringSplitOptions.RemoveEmptyEntries).Select(word => word.ToLowerInvariant()).ToList();
        var counts = SmallWords.ToDictionary(pair => pair.Key, pair => words.Count(pair.Value.Contains));
        return counts[language] > 0 && counts[language] == counts.Values.Max();
    }

    private static string Primary(string tag) => tag.Split('-', '_')[0].ToLowerInvariant();

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}
