namespace DigestMailer.Papers;

/// <summary>The TeX commands that stand for one sign.</summary>
internal static class TexSigns
{
    private static readonly Dictionary<string, string> Signs = Read(
        """
        alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ
        sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω
        times × cdot · div ÷ pm ± mp ∓ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ sim ~ simeq ≃ equiv ≡ propto ∝ infty ∞ partial ∂ nabla ∇
        sum ∑ prod ∏ int ∫ sqrt √ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ forall ∀ exists ∃ to → rightarrow → leftarrow ← leftrightarrow ↔
        Rightarrow ⇒ Leftrightarrow ⇔ mapsto ↦ ell ℓ circ ∘ star ⋆ ast ∗ bullet • ldots … dots … cdots ⋯ ll ≪ gg ≫ lesssim ≲ gtrsim ≳
        oplus ⊕ otimes ⊗ perp ⊥ parallel ∥ langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ prime ′ dagger † degree ° percent %
        ss ß o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı dh ð th þ dj đ S § textendash – textemdash — textquotesingle ' textasciitilde ~ textasciicircum ^ textbackslash \
        log log exp exp min min max max sin sin cos cos tan tan arg arg
        """);

    public static string? Find(string command) => command switch
    {
        "left" or "right" or "big" or "Big" or "displaystyle" or "limits" or "nolimits" => "",
        "quad" or "qquad" or "newline" => " ",
        _ => Signs.GetValueOrDefault(command),
    };

    private static Dictionary<string, string> Read(string pairs)
    {
        var words = pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, words.Length / 2).ToDictionary(i => words[2 * i], i => words[(2 * i) + 1], StringComparer.Ordinal);
    }
}
