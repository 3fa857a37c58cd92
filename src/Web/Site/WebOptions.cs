using System.ComponentModel.DataAnnotations;
using System.Net;
using DigestMailer.Settings;

namespace DigestMailer.Web.Site;

/// <summary>What keeps the pages from being used against others; the settings section <c>Web</c>.</summary>
internal sealed class WebOptions : IValidatableObject
{
    /// <summary>
    /// Requests to subscribe that one network (/24, /48) may make in an hour: enough for a lab behind one address, too
    /// little to bomb with.
    /// </summary>
    [Range(1, 100_000)]
    public int SignupsPerNetwork { get; set; } = 20;

    /// <summary>
    /// Requests to subscribe in an hour from everywhere: what a site whose link went round may get on its best day.
    /// </summary>
    [Range(1, 1_000_000)]
    public int SignupsPerHour { get; set; } = 1000;

    /// <summary>A form that comes back sooner was filled in by a machine.</summary>
    [DurationRange("00:00:00", "01:00:00")]
    public TimeSpan FillInTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The sentence that a subscriber agrees to; null means the text <c>page.consent</c> of their language. It is kept
    /// with each consent as it was shown, so that a later wording does not change what was said.
    /// </summary>
    public string? Consent { get; set; }

    /// <summary>
    /// Requests to search, to the feeds, to citations, to the forecast and to other forms, each counted alone, that one
    /// network may make in a minute: a reader's clicks and a feed reader of a whole lab, but no crawl of queries that
    /// keeps a core busy.
    /// </summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 120;

    /// <summary>
    /// Networks of the proxies in front of this service, whose word about a visitor's address is believed; this machine
    /// always is.
    /// </summary>
    public List<string> Proxies { get; set; } = [];

    /// <summary>
    /// How many proxies there are in a row. Left out, every proxy that is local or in <see cref="Proxies"/> is
    /// believed, however many. Set, no more than this many are, and private networks (10.0.0.0/8 and the like) count as
    /// proxies where <see cref="Proxies"/> names none.
    /// </summary>
    [Range(1, 10)]
    public int? ProxyHops { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Proxies.Index().Where(network => !IPNetwork.TryParse(network.Item, out _))
            .Select(network => new ValidationResult(
                $"Web:Proxies:{network.Index}: \"{network.Item}\" is not a network; write it as 10.0.0.0/8."));
}
