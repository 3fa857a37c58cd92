using System.ComponentModel.DataAnnotations;
using DigestMailer.Settings;

namespace DigestMailer.Papers.Summaries;

/// <summary>
/// A model that writes the sentence of a card where no source has one; the settings section <c>Summaries</c>. Off by
/// default, since readers want no machine text unasked.
/// </summary>
internal sealed class SummaryOptions
{
    /// <summary>
    /// The address of an OpenAI-compatible service, such as <c>http://localhost:11434/v1</c>; titles and abstracts are
    /// sent there and nothing about readers. Empty asks nobody.
    /// </summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The model to ask for, as the service names it; readers see it next to each sentence.</summary>
    public string Model { get; set; } = "";

    /// <summary>The key of the service, sent as <c>Authorization: Bearer</c>; local services need none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A file whose first line is the key, read at the start.</summary>
    [SecretFile(nameof(ApiKey))]
    public string? ApiKeyFile { get; set; }

    /// <summary>
    /// Calls a day (UTC) at most, over all processes. A paper costs one for each language of its readers, and most
    /// days have fewer papers than this that any digest takes.
    /// </summary>
    [Range(1, 1_000_000)]
    public int CallsPerDay { get; set; } = 500;

    /// <summary>
    /// Time for one call, its answer included. Thirty seconds are enough for a small model without a graphics card.
    /// </summary>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How far ahead digests are looked at: their papers are asked for, and no others. Half a day holds the morning of
    /// every reader when the evening's papers are in.
    /// </summary>
    [DurationRange("00:10:00", "2.00:00:00")]
    public TimeSpan Ahead { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// Tokens of one answer at most; a sentence needs a hundred, and models that reason first need the rest.
    /// </summary>
    [Range(50, 100_000)]
    public int MaxTokens { get; set; } = 1000;

    /// <summary>Whether anybody is asked.</summary>
    public bool IsOn => Endpoint.Length > 0;

    /// <summary>The model's name without the names of those who publish it.</summary>
    public string MadeBy => Model[(Model.LastIndexOf('/') + 1)..];

    /// <summary>Where completions are asked for.</summary>
    public Uri Address
    {
        get
        {
            var address = new UriBuilder(Endpoint);
            var path = address.Path.TrimEnd('/');
            address.Path = path.EndsWith("/chat/completions", StringComparison.Ordinal) ? path
                : path + "/chat/completions";
            return address.Uri;
        }
    }
}
