namespace DigestMailer.Benchmarks.Meaning;

/// <summary>Seventeen arXiv categories in the words of a reader, written without a look at their papers.</summary>
internal static class CategoryProse
{
    public static readonly IReadOnlyList<(string Category, string Prose)> All =
    [
        ("cs.CR", "attacks on computer systems, cryptography, privacy and how to defend against intruders"),
        ("cs.SE", "how software is written, tested, repaired and maintained by developers"),
        ("cs.RO", "robots that move, grasp and find their way in the physical world"),
        ("cs.CY", "what computers do to society: education, law, ethics and policy"),
        ("cs.IR", "search engines and recommender systems that find what users want"),
        ("cs.MA", "several agents that cooperate, negotiate or compete with each other"),
        ("cs.HC", "how people use computers: interfaces, user studies and interaction design"),
        ("cs.SD", "speech, music and other sounds: recognising, generating and analysing audio"),
        ("stat.ML", "statistical theory of learning: estimators, bounds, kernels and Bayesian inference"),
        ("eess.IV", "medical images and the reconstruction, enhancement and compression of pictures"),
        ("cs.DC", "distributed and parallel computing on clusters, in clouds and on many processors"),
        ("cs.AR", "hardware accelerators, memory and the design of chips"),
        ("eess.SP", "signals from sensors and radios: estimation, radar, wireless channels and filters"),
        ("cs.LO", "logic, formal proofs and the verification of programs"),
        ("cs.NI", "communication networks, protocols, traffic and mobile networks"),
        ("quant-ph", "quantum computers, qubits, circuits and quantum algorithms"),
        ("cs.GR", "computer graphics: rendering, geometry, animation and three-dimensional shapes"),
    ];
}
