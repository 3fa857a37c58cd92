namespace DigestMailer.Settings;

/// <summary>What an operator probably meant by a name that is unknown.</summary>
internal static class Suggestion
{
    /// <returns>The nearest known name, or null where none is near.</returns>
    public static string? For(string name, IEnumerable<string> known)
    {
        var wanted = name.ToLowerInvariant();
        var nearest =
            known.Select(candidate => (Name: candidate, Distance: Distance(wanted, candidate.ToLowerInvariant())))
                .OrderBy(candidate => candidate.Distance).FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(2, name.Length / 3) ? nearest.Name : null;
    }

    private static int Distance(string wanted, string known) =>
        wanted.Length >= 3 && known.Length >= 3
            && (known.StartsWith(wanted, StringComparison.Ordinal)
                || wanted.StartsWith(known, StringComparison.Ordinal))
            ? 1 : EditDistance.Between(known, wanted);

    /// <summary>The line for a key that a section does not have.</summary>
    public static string Unknown(string section, string key, IReadOnlyCollection<string> known) =>
        $"{section}:{key} is unknown; " + (For(key, known) is { } near
            ? $"did you mean {section}:{near}?"
            : $"{section} has the keys {string.Join(", ", known)}.");
}
