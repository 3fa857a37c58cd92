using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>What readers judged, as the tests of the catalogue keep it.</summary>
internal static class Judged
{
    /// <summary>Topics with a description and the titles of the saved page that belong to them.</summary>
    public static IReadOnlyList<(string Description, IReadOnlySet<string> Titles)> Topics()
    {
        using var json = Open("relevance.json");
        return [.. json.RootElement.GetProperty("topics").EnumerateArray().Select(topic => (
            topic.GetProperty("description").GetString()!,
            (IReadOnlySet<string>)topic.GetProperty("papers").EnumerateArray().Select(title => title.GetString()!)
                .ToHashSet(StringComparer.Ordinal)))];
    }

    /// <summary>Days with, for each topic's slug, the arXiv ids that belong to it and those on which readers differ.
    /// </summary>
    public static IReadOnlyList<JudgedDays> Days()
    {
        using var json = Open("judged-days.json");
        return [.. json.RootElement.GetProperty("sets").EnumerateArray().Select(set => new JudgedDays(
            [.. Strings(set.GetProperty("days"))],
            [.. set.GetProperty("topics").EnumerateObject().Select(topic => new JudgedTopic(topic.Name,
                Strings(topic.Value.GetProperty("yes")).ToHashSet(StringComparer.Ordinal),
                Strings(topic.Value.GetProperty("either")).ToHashSet(StringComparer.Ordinal)))]))];
    }

    private static IEnumerable<string> Strings(JsonElement list) =>
        list.EnumerateArray().Select(one => one.GetString()!);

    private static JsonDocument Open(string name, [CallerFilePath] string here = "") =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "DigestMailer.Tests",
            "Topics", name)));
}

/// <summary>Days that were read, and what of them belongs to which topic.</summary>
internal sealed record JudgedDays(IReadOnlyList<string> Days, IReadOnlyList<JudgedTopic> Topics);

/// <summary>The papers of a topic; those on which readers differ count neither for nor against it.</summary>
internal sealed record JudgedTopic(string Slug, IReadOnlySet<string> Yes, IReadOnlySet<string> Either);
