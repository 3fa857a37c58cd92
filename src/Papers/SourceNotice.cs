using System.Text.Json.Serialization;

namespace DigestMailer.Papers;

/// <summary>What a reader should know of a source whose papers are missing from a digest.</summary>
/// <param name="Source">The source as readers know it, such as arXiv.</param>
internal sealed record SourceNotice(string Source, [property: JsonConverter(typeof(JsonStringEnumConverter<SourceState>))] SourceState State)
{
    /// <summary>In English, one sentence.</summary>
    [JsonIgnore]
    public string Text => State switch
    {
        SourceState.Stale => $"{Source} repeated its previous list today; its new papers follow.",
        SourceState.Late => $"{Source} has not published its newest list yet; its papers follow.",
        SourceState.Partial => $"Only a part of the list of {Source} could be fetched; the rest follows.",
        _ => $"{Source} could not be reached when this was put together; its papers follow.",
    };
}
