using System.Collections.Frozen;

namespace DigestMailer.Topics.Queries;

/// <summary>
/// A folded word without the ending of its plural, so that "models" and "model" are one and "news" and "new" are not.
/// Other endings tell words apart: "general" and "generation", "university" and "universal".
/// </summary>
internal static class PluralStem
{
    private static readonly FrozenSet<string> Unchanged = FrozenSet.Create(StringComparer.Ordinal,
        "news", "lens", "bias", "alias", "atlas", "canvas", "christmas", "sars", "mers", "aids", "cmos", "mems",
        "always", "perhaps", "whereas", "towards", "besides", "https", "texas",
        "kansas", "mars", "pancreas", "diabetes", "herpes", "rabies", "corps", "chaos", "cosmos", "ethos",
        "asbestos", "pathos", "does", "goes", "this", "thus", "plus", "minus", "focus", "virus", "locus", "bonus",
        "basis", "axis", "genus", "opus", "lupus", "fetus", "torus", "nexus", "sinus", "mucus", "lotus", "venus",
        "iris", "oasis", "lysis", "paris");

    private static readonly FrozenDictionary<string, string> Irregular = Pairs(
        "analyses analysis hypotheses hypothesis theses thesis syntheses synthesis diagnoses diagnosis crises crisis " +
        "parentheses parenthesis prognoses prognosis metastases metastasis axes axis bases basis " +
        "indices index matrices matrix vertices vertex vortices vortex appendices appendix " +
        "simplices simplex codices codex corpora corpus phenomena phenomenon criteria criterion optima optimum minima "
            + "minimum " +
        "maxima maximum spectra spectrum bacteria bacterium quanta quantum automata automaton schemata schema " +
        "stimuli stimulus nuclei nucleus radii radius foci focus fungi fungus loci locus " +
        "formulae formula antennae antenna larvae larva algae alga mice mouse children child men man women woman " +
        "feet foot teeth tooth lives life leaves leaf halves half wolves wolf selves self knives knife shelves shelf " +
        "quizzes quiz viruses virus biases bias lenses lens buses bus statuses status corpuses corpus campuses campus "
        +
        "bonuses bonus focuses focus censuses census consensuses consensus viruse virus gases gas atlases atlas " +
        "canvases canvas aliases alias caches cache niches niche aches ache headaches headache avalanches avalanche " +
        "shoes shoe toes toe canoes canoe oboes oboe foes foe people person");

    public static string Of(string word)
    {
        if (word.Length < 4 || !IsPlain(word))
        {
            return word;
        }

        if (Irregular.TryGetValue(word, out var singular))
        {
            return singular;
        }

        word = word.Replace("isation", "ization", StringComparison.Ordinal);
        return Unchanged.Contains(word) ? word : Singular(word);
    }

    private static string Singular(string word) => word switch
    {
        // So short, they are the plurals of "gpu" and "api"; "corpus" and "crisis" are longer.
        [.., 'u' or 'i', 's'] when word.Length <= 5 => word[..^1],
        // "movie" and "movies", "study" and "studies" meet in the same stem.
        [.., 'i', 'e', 's'] when word.Length > 4 => word[..^3] + "y",
        [.., 'i', 'e'] => word[..^2] + "y",
        [.., 's', 's', 'e', 's'] or [.., 'x', 'e', 's'] or [.., 'c', 'h', 'e', 's'] or [.., 's', 'h', 'e', 's']
            or [.., 'o', 'e', 's'] or [.., 'z', 'z', 'e', 's'] => word[..^2],
        [.., 's', 's'] or [.., 'u', 's'] or [.., 'i', 's'] => word,
        [.., 's'] => word[..^1],
        _ => word,
    };

    private static bool IsPlain(string word) => word.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0;

    private static FrozenDictionary<string, string> Pairs(string words)
    {
        var all = words.Split(' ');
        return Enumerable.Range(0, all.Length / 2)
            .ToFrozenDictionary(i => all[2 * i], i => all[(2 * i) + 1], StringComparer.Ordinal);
    }
}
