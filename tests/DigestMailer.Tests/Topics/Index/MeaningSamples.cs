using DigestMailer.Papers;
using DigestMailer.Topics.Meaning;

namespace DigestMailer.Tests.Topics.Index;

/// <summary>What tests of meaning compare: papers of eight subjects, by the table that ships.</summary>
internal static class MeaningSamples
{
    public static readonly string[] Subjects =
    [
        "robots grasping objects with a gripper", "speech recognition of noisy audio", "machine translation of novels",
        "proofs of theorems by language models", "segmentation of medical images", "quantum circuits with few qubits",
        "protein structure from sequences", "recommendation of films to users",
    ];

    public static readonly MeaningTable Table =
        MeaningTable.Load(Path.Combine(AppContext.BaseDirectory, MeaningOptions.ShippedTable)).Table!;

    /// <summary>Eight subjects in turn, ten papers on each.</summary>
    public static List<Paper> OfSubjects() => [.. Enumerable.Range(0, 80).Select(i => new Paper
    {
        Id = i + 1,
        Key = $"test:{i}",
        Title = $"On {Subjects[i % Subjects.Length]}, part {i / Subjects.Length}",
        Abstract = $"We study {Subjects[i % Subjects.Length]}.",
        Url = "https://example.org/",
        FirstSeen = DateTimeOffset.UnixEpoch,
    })];
}
