using System.Buffers;

namespace DigestMailer.Papers.Text;

/// <summary>
/// Raised and lowered text where Unicode has every sign of it, else with its mark and, if need be, in parentheses.
/// </summary>
internal static class TexScripts
{
    private static readonly SearchValues<char> Joints = SearchValues.Create(" +-−–/=<>≤≥,");

    private static readonly Dictionary<char, char> Super = Pairs(
        "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻–⁻=⁼(⁽)⁾"
            + "aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻAᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾ"
            + "RᴿTᵀUᵁVⱽWᵂβᵝγᵞδᵟθᶿ∘°°°⊤ᵀ′′**∗*††");

    private static readonly Dictionary<char,
        char> Sub = Pairs("0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨ");

    public static string Raised(string text) => Scripted(text, '^', Super);

    public static string Lowered(string text) => Scripted(text, '_', Sub);

    /// <summary>In parentheses unless it is one term.</summary>
    public static string Whole(string text) => text.AsSpan().IndexOfAny(Joints) < 0 ? text : $"({text})";

    private static string Scripted(string text, char mark, Dictionary<char, char> signs)
    {
        var tight = text.Replace(" ", "", StringComparison.Ordinal);
        return tight.All(signs.ContainsKey) ? string.Concat(tight.Select(c => signs[c])) : mark + Whole(text.Trim());
    }

    private static Dictionary<char, char> Pairs(string pairs) =>
        Enumerable.Range(0, pairs.Length / 2).ToDictionary(i => pairs[2 * i], i => pairs[(2 * i) + 1]);
}
