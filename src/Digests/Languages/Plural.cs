using System.Globalization;

namespace DigestMailer.Digests.Languages;

/// <summary>
/// Which form of a noun goes with a whole number: the cardinal categories of Unicode CLDR (zero, one, two, few, many,
/// other) of the languages people are likely to add.
/// </summary>
internal static class Plural
{
    public static string Category(CultureInfo culture, long count)
    {
        var n = Math.Abs(count);
        return culture.TwoLetterISOLanguageName switch
        {
            "ja" or "zh" or "ko" or "vi" or "th" or "id" or "ms" => "other",
            "hy" => n <= 1 ? "one" : "other",
            "pt" when culture.Name == "pt-PT" => n == 1 ? "one" : Romance(n),
            "fr" or "pt" => n <= 1 ? "one" : Romance(n),
            "es" or "it" or "ca" => n == 1 ? "one" : Romance(n),
            "hi" or "bn" or "fa" or "gu" or "zu" or "am" => n <= 1 ? "one" : "other",
            "ru" or "uk" or "be" or "sr" or "hr" or "bs" => Slavic(n),
            "pl" => n == 1 ? "one" : Few(n) ? "few" : "many",
            "cs" or "sk" => n == 1 ? "one" : n is >= 2 and <= 4 ? "few" : "other",
            "sl" => (n % 100) switch { 1 => "one", 2 => "two", 3 or 4 => "few", _ => "other" },
            "lt" => n % 10 == 1 && n % 100 != 11 ? "one" : n % 10 >= 2 && n % 100 is < 11 or > 19 ? "few" : "other",
            "lv" => n % 10 == 0 || n % 100 is >= 11 and <= 19 ? "zero" : n % 10 == 1 ? "one" : "other",
            "ro" => n == 1 ? "one" : n == 0 || n % 100 is >= 1 and <= 19 ? "few" : "other",
            "he" => n switch { 1 => "one", 2 => "two", _ => "other" },
            "ga" => n switch { 1 => "one", 2 => "two", >= 3 and <= 6 => "few", >= 7 and <= 10 => "many", _ => "other" },
            "ar" => Arabic(n),
            _ => n == 1 ? "one" : "other",
        };
    }

    /// <summary>After whole millions a noun needs a preposition.</summary>
    private static string Romance(long n) => n != 0 && n % 1_000_000 == 0 ? "many" : "other";

    private static string Slavic(long n) => n % 10 == 1 && n % 100 != 11 ? "one" : Few(n) ? "few" : "many";

    private static bool Few(long n) => n % 10 is >= 2 and <= 4 && n % 100 is < 12 or > 14;

    private static string Arabic(long n) => n switch
    {
        0 => "zero",
        1 => "one",
        2 => "two",
        _ => (n % 100) switch { >= 3 and <= 10 => "few", >= 11 => "many", _ => "other" },
    };
}
