using System.Text.Json.Serialization;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Papers.Gathering;

/// <summary>What a reader should know of a source whose papers are missing from a digest.</summary>
/// <param name="Source">The source as readers know it, such as arXiv.</param>
internal sealed record SourceNotice(string Source,
    [property: JsonConverter(typeof(JsonStringEnumConverter<SourceState>))] SourceState State);
