using System.Globalization;
using System.Text;

namespace DigestMailer.Subscribers.Imports;

/// <summary>The words by which people and programs say no, in the languages that lists come in.</summary>
internal static class Denials
{
    /// <summary>A cell that holds nothing else says no, or nothing at all.</summary>
    private static readonly HashSet<string> Whole = Set(
        "n f 0 00 0.0 off na n/a nil null none nan nat invaliddate invaliddatetime unknown undefined missing empty "
        + "void blank notset notgiven nope nao nie nee nei nil nessuno nenhum ninguno aucun kein keine");

    /// <summary>A text that begins or ends with one says no.</summary>
    private static readonly HashSet<string> Plain = Set(
        "no non nein nej nee nei ne nem nu ei nope não nie nē hayır hayir tidak bukan không όχι нет не ні לא لا 아니오 "
        + "아니요 いいえ いや 否 不 नहीं ingen geen "
        + "false falsch faux falso falsa onwaar fałsz falskt falsk usann epätosi nepravda hamis yanlış fals ложь "
        + "хибність");

    /// <summary>A text that begins with one says no.</summary>
    private static readonly HashSet<string> First = Set(
        "without keine kein ohne aucun aucune sin sem senza sans zonder brak bez без nenhum ninguno nessuno "
        + "noconsent optout optedout optoutrequested");

    /// <summary>A text that has one anywhere takes the consent back or never gave it.</summary>
    private static readonly HashSet<string> Anywhere = Set(
        "not never cannot dont didnt doesnt wont isnt nicht niemals non pas jamais não nunca niet nooit nie ikke inte "
        + "aldrig nem не никогда δεν tidak etmiyorum istemiyorum onaylamıyorum değil hyväksy nesouhlasím nesúhlasím "
        + "decline declines declined refuse refuses refused refusal refus refusé refusée reject rejects rejected "
        + "deny denies denied disagree disagrees disagreed objects objected withdraw withdraws withdrawn withdrew "
        + "revoke revokes revoked unsubscribed unchecked unticked unconfirmed unverified abgelehnt "
        + "abgemeldet verweigert widerrufen rechazo rechazado rechazada rifiuto rifiutato recuso "
        + "recusado geweigerd odmawiam widersprochen отказ отказываюсь pending tbd tbc لاأوافق");

    private static readonly HashSet<string> Pairs = ["opt out", "opts out", "opted out", "opting out", "no consent",
        "no opt", "no longer", "no permission", "no acepto", "no acepta", "no consiento", "no autorizo", "no quiero",
        "no deseo"];

    /// <summary>Whether a cell says no or nothing and not a word more.</summary>
    public static bool IsWhole(string text)
    {
        var plain = string.Concat(Words(text));
        return plain.Length == 0 || Whole.Contains(plain) || Plain.Contains(plain) || plain.All(c => c == '0');
    }

    /// <summary>Whether the first word of a text says no; "no. 12" counts something.</summary>
    public static bool Begins(IReadOnlyList<string> words) =>
        words.Count > 0 && (First.Contains(words[0]) || Anywhere.Contains(words[0]) || Plain.Contains(words[0]))
        && !(words.Count > 1 && words[0] == "no" && char.IsAsciiDigit(words[1][0]) && words[1].Length != 4);

    /// <summary>Whether a text has a word that says no, in a place where it does.</summary>
    public static bool IsIn(IReadOnlyList<string> words) =>
        words.Count > 0
        && (Begins(words) || Plain.Contains(words[^1]) || words.Any(Denies)
            || words.Zip(words.Skip(1), (one, next) => $"{one} {next}").Any(Pairs.Contains));

    private static bool Denies(string word) =>
        Anywhere.Contains(word) || word.StartsWith("n'", StringComparison.Ordinal)
        || word.EndsWith("n't", StringComparison.Ordinal);

    /// <summary>The words of a text in lower case, without accents, however its apostrophes are written.</summary>
    public static List<string> Words(string text)
    {
        var letters = Folded(text).Select(c => char.IsLetterOrDigit(c) || c == '\'' || IsMark(c) ? c : ' ');
        return [.. new string([.. letters]).Split(' ').Select(word => word.Trim('\'')).Where(word => word != "")];
    }

    private static string Folded(string text) =>
        Straight(text).Normalize(NormalizationForm.FormKD)
            .Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Aggregate(new StringBuilder(text.Length), (line, c) => line.Append(c)).ToString()
            .Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace('ı', 'i');

    /// <summary>The same with straight apostrophes; to be done first, since Unicode takes some of them apart.</summary>
    public static string Straight(string text) =>
        new([.. text.Select(c => c is '’' or '‘' or 'ʼ' or '`' or '´' or '′' ? '\'' : c)]);

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.SpacingCombiningMark;

    private static HashSet<string> Set(string words) =>
        [.. words.Split(' ').Select(word => string.Concat(Words(word)))];
}
