using DigestMailer.Settings;

namespace DigestMailer.Papers;

/// <summary>Where papers come from.</summary>
internal sealed class PapersOptions
{
    /// <summary>The sources, in the order in which reports name them; the shipped file has Hugging Face.</summary>
    public List<SourceOptions> Sources { get; set; } = [];

    /// <summary>Between two requests to arXiv, over all processes; its terms of use ask for three seconds.</summary>
    [DurationRange("00:00:00", "01:00:00")]
    public TimeSpan ArxivInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// An address or page where services reach whoever runs this installation; it is sent in the User-Agent, as
    /// Crossref, OpenAlex and NCBI ask. Empty by default, for nobody else can know it.
    /// </summary>
    public string Contact { get; set; } = "";

    /// <summary>
    /// Whether a redirect may lead to a private, loopback or link-local address of another host. Off, since a source
    /// could otherwise make this machine ask its own network.
    /// </summary>
    public bool AllowPrivateRedirects { get; set; }

    /// <summary>
    /// Most time for one source in a gathering, past days included; ten minutes are several times what the slowest
    /// recorded source took.
    /// </summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan SourceTimeLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What is wrong with the settings beyond their sources, or null.</summary>
    public string? Fault() => Contact.Length > 200 || Contact.Any(c => char.IsControl(c) || c is '(' or ')' or '\\')
        ? "Papers:Contact: it is not valid; write one mail address, or the address of one page." : null;
}
