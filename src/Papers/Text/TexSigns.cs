using System.Text;

namespace DigestMailer.Papers.Text;

/// <summary>What TeX commands stand for: a sign, an accent, or something done with an argument.</summary>
internal static class TexSigns
{
    private static readonly Dictionary<string, string> Signs = Read(
        """
        alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ
        mu μ nu ν xi ξ pi π rho ρ varrho ϱ
        sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ
        Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω
        times × cdot · div ÷ pm ± mp ∓ leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ approx ≈ sim ~ simeq ≃
        cong ≅ equiv ≡ propto ∝ infty ∞ partial ∂ nabla ∇
        sum ∑ prod ∏ int ∫ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅
        varnothing ∅ forall ∀ exists ∃ neg ¬ land ∧ wedge ∧ lor ∨ vee ∨
        to → rightarrow → longrightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Longrightarrow ⇒ implies ⇒
        Leftrightarrow ⇔ iff ⇔ mapsto ↦ uparrow ↑ downarrow ↓ rightleftharpoons ⇌
        ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ circ ∘ star ⋆ ast ∗ bullet • ldots … dots … cdots ⋯ vdots ⋮ ll ≪ gg ≫ lesssim ≲
        gtrsim ≳ prec ≺ succ ≻ triangleq ≜ coloneqq ≔
        oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ perp ⊥ top ⊤ bot ⊥ parallel ∥ mid | vert | lvert | rvert | Vert ‖ lVert ‖
        rVert ‖ langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lbrace { rbrace }
        prime ′ dagger † ddagger ‡ degree ° deg ° percent % checkmark ✓ triangle △ square □ Box □ diamond ⋄ clubsuit ♣
        heartsuit ♥ copyright © pounds £ texteuro € euro €
        ss ß o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð th þ dj đ DJ Đ ng ŋ S § P ¶ textendash –
        textemdash — textquotesingle ' textquoteright ’ textquoteleft ‘
        textasciitilde ~ textasciicircum ^ textbackslash \ textunderscore _ textgreater > textless < textbar |
        textregistered ® texttrademark ™ textdegree ° textmu µ LaTeX LaTeX TeX TeX
        log log ln ln exp exp min min max max argmin argmin argmax argmax sup sup inf inf lim lim sin sin cos cos
        tan tan tanh tanh arg arg det det dim dim ker ker tr tr Pr Pr gcd gcd mod mod bmod mod
        """);

    private static readonly Dictionary<char,
        char> Accents =
            Each<char>(
                "' \u0301 ` \u0300 ^ \u0302 \" \u0308 ~ \u0303 = \u0304 . \u0307 u \u0306 v \u030C H \u030B c \u0327 k "
                    + "\u0328 d \u0323 b \u0331 r \u030A", word => word[0]);

    private static readonly Dictionary<string, char> Marks = Each<string>(
        "hat \u0302 widehat \u0302 tilde \u0303 widetilde \u0303 bar \u0304 overline \u0304 vec \u20D7 dot \u0307 ddot "
            + "\u0308 check \u030C acute \u0301 grave \u0300 breve \u0306 mathring \u030A not \u0338", word => word);

    private static readonly Dictionary<string, TexForm> Forms = new Dictionary<TexForm, string>
    {
        [TexForm.Content] =
            "emph underline operatorname url path mbox hbox boldsymbol bm pmb ensuremath underbrace overbrace boxed "
                + "uppercase lowercase textsuperscript textsubscript ce num si unit",
        [TexForm.Spaced] = "SI qty",
        [TexForm.Second] = "href texorpdfstring overset underset stackrel textcolor",
        [TexForm.Fraction] = "frac dfrac tfrac cfrac nicefrac sfrac",
        [TexForm.Root] = "sqrt",
        [TexForm.Aside] = "footnote thanks",
        [TexForm.Nothing] =
            "cite citep citet citealp citeauthor ref eqref cref autoref label begin end vspace hspace color phantom",
    }.SelectMany(form => form.Value.Split(' ').Select(name => (Name: name, form.Key)))
    .ToDictionary(form => form.Name, form => form.Key, StringComparer.Ordinal);

    public static string? Find(string command) => command switch
    {
        "left" or "right" or "big" or "Big" or "bigg" or "Bigg" or "bigl" or "bigr" or "Bigl" or "Bigr" or "biggl"
            or "biggr" or "displaystyle" or "textstyle" or "limits" or "nolimits" => "",
        "em" or "it" or "bf" or "tt" or "sc" or "rm" or "sf" or "cal" or "bfseries" or "itshape" or "small" or "large"
            or "centering" or "xspace" or "noindent" => "",
        "quad" or "qquad" or "newline" or "par" or "item" or "thinspace" => " ",
        _ => Signs.GetValueOrDefault(command),
    };

    /// <summary>The combining mark of an accent such as <c>\'</c> or <c>\v</c>.</summary>
    public static char? Accent(char command) => Accents.TryGetValue(command, out var mark) ? mark : null;

    public static string Marked(string letter, char mark) =>
        ((letter is "ı" ? "i" : letter is "ȷ" ? "j" : letter) + mark).Normalize(NormalizationForm.FormC);

    public static TexForm FormOf(string command) =>
        Forms.TryGetValue(command, out var form) ? form
        : Marks.ContainsKey(command) ? TexForm.Mark
        : command.StartsWith("text", StringComparison.Ordinal) || command.StartsWith("math", StringComparison.Ordinal)
        ? TexForm.Content
        : TexForm.None;

    /// <summary>A letter under its mark, or a sign that is struck through; a longer argument as it is.</summary>
    public static string Over(string command, string argument) => command == "not"
        ? argument.Length == 1 ? Marked(argument, Marks[command]) : $"not {argument}"
        : argument.Length == 1 && char.IsLetter(argument[0]) ? Marked(argument, Marks[command]) : argument;

    /// <summary>The sets of numbers in their hollow letters; what else a style changes is shown as it is.</summary>
    public static string Hollow(string style, string argument) => (style, argument) switch
    {
        ("mathbb", "R") => "ℝ",
        ("mathbb", "N") => "ℕ",
        ("mathbb", "Z") => "ℤ",
        ("mathbb", "Q") => "ℚ",
        ("mathbb", "C") => "ℂ",
        _ => argument,
    };

    private static Dictionary<string, string> Read(string pairs)
    {
        var words = pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, words.Length / 2)
            .ToDictionary(i => words[2 * i], i => words[(2 * i) + 1], StringComparer.Ordinal);
    }

    private static Dictionary<TKey, char> Each<TKey>(string pairs, Func<string, TKey> key)
        where TKey : notnull => Read(pairs).ToDictionary(pair => key(pair.Key), pair => pair.Value[0]);
}
