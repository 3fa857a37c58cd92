namespace DigestMailer.Topics.Queries;

/// <summary>
/// The ways to read a name, each as folded words with the family name last: "Li Wei" may have it first, "Smith JA" has
/// initials behind, "Wei-Ming" is also "Weiming", and ö is o or oe. "Jr." and the like do not count.
/// </summary>
internal static class NameForms
{
    private const int LongestName = 200;
    private const int MostInitials = 3;

    public static IReadOnlyList<string[]> Of(string name)
    {
        name = name.Length > LongestName ? name[..LongestName] : name;
        var forms = new List<string[]>();
        foreach (var spelling in new[] { name, NameText.Spelled(name) }.OfType<string>())
        {
            Add(spelling, forms);
            if (spelling.AsSpan().IndexOfAny('-', '‐', '‑') > 0)
            {
                Add(spelling.Replace("-", "", StringComparison.Ordinal).Replace("‐", "", StringComparison.Ordinal)
                    .Replace("‑", "", StringComparison.Ordinal), forms);
            }
        }

        return forms;
    }

    private static void Add(string name, List<string[]> forms)
    {
        var pieces = name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where((piece, i) => i == 0 || !IsSuffix(piece)).ToList();
        if (pieces.Count > 1)
        {
            string[] whole = [.. Given(string.Join(' ', pieces.Skip(1))), .. NameText.Words(pieces[0])];
            AddOne(whole, forms);
            if (whole.Length > 1)
            {
                AddJoined(whole, forms);
            }

            return;
        }

        var words = pieces.SelectMany(piece => piece.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        while (words.Count > 2 && IsSuffix(words[^1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        var plain = NameText.Words(string.Join(' ', words));
        AddOne(plain, forms);
        if (plain.Length < 2)
        {
            return;
        }

        if (!AreInitials(words[^1], words))
        {
            AddOne([.. plain[1..], plain[0]], forms);
        }

        AddJoined(plain, forms);
        if (AreInitials(words[^1], words))
        {
            AddOne([.. Given(words[^1]), .. NameText.Words(string.Join(' ', words.SkipLast(1)))], forms);
        }
        else if (AreInitials(words[0], words))
        {
            AddOne([.. Given(words[0]), .. NameText.Words(string.Join(' ', words.Skip(1)))], forms);
        }
    }

    /// <summary>"Le Cun" is also written LeCun.</summary>
    private static void AddJoined(string[] words, List<string[]> forms)
    {
        if (words[^2] is "le" or "la" or "de" or "di" or "du" or "mc" or "mac" or "van" or "von" or "o")
        {
            AddOne([.. words[..^2], words[^2] + words[^1]], forms);
        }
    }

    private static void AddOne(string[] form, List<string[]> forms)
    {
        if (form.Length > 0)
        {
            forms.Add(form);
        }
    }

    /// <summary>Given names, with initials one by one.</summary>
    private static IEnumerable<string> Given(string names) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word =>
            IsCompact(word) ? NameText.Words(word).SelectMany(letters => letters.Select(c => c.ToString()))
                : NameText.Words(word));

    private static bool AreInitials(string word, List<string> words) =>
        IsCompact(word) && words.Exists(other => other.Any(char.IsLower));

    private static bool IsCompact(string word) =>
        word.Length is > 1 and <= MostInitials && word.All(char.IsUpper);

    private static bool IsSuffix(string word) =>
        word.TrimEnd('.').ToUpperInvariant() is "JR" or "SR" or "II" or "III" or "IV" or "2ND" or "3RD" or "PHD"
            or "PH.D" or "MD";
}
