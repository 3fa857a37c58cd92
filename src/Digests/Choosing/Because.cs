using System.Text.Json.Serialization;
using DigestMailer.Storage;

namespace DigestMailer.Digests.Choosing;

/// <summary>Why a paper is in a digest; each mail shows it for each paper.</summary>
/// <param name="Topic">Name of the catalogue topic, or the text of the reader's own query; empty where the reader
/// follows everything.</param>
/// <param name="Words">The words of the paper that matched, as they stand in it, at most five.</param>
internal sealed record Because(string Topic, TextList Words)
{
    /// <summary>Title of the paper that the reader liked and that it resembles; empty where that is not why.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Liked { get; init; }

    /// <summary>Whether its meaning is near to the reader's own prose, so that the words brought it near.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsNear { get; init; }
}
