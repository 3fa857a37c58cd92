using System.Globalization;
using DigestMailer.Topics;

namespace DigestMailer.Web.Reading;

/// <summary>
/// Addresses on this site of the lists of papers. Topic and order are in each, so that they survive a change of day.
/// </summary>
internal static class ListPath
{
    /// <summary>The order that is asked for; names that are not known mean the usual one.</summary>
    public static PaperOrder OrderOf(HttpContext context) =>
        context.Request.Query["order"].ToString() switch
        {
            "votes" => PaperOrder.Votes,
            "time" => PaperOrder.Time,
            _ => PaperOrder.Trend,
        };

    public static string Home(Topic? topic, PaperOrder order) => With("/", Field(topic), Field(order));

    public static string Edition(Period period, Topic? topic, PaperOrder order) =>
        With($"/editions/{period.Name}{(topic is null ? "" : $"/{topic.Slug}")}", Field(order));

    public static string Trending(int days, Topic? topic, PaperOrder order) =>
        With("/trending", string.Create(CultureInfo.InvariantCulture, $"days={days}"), Field(topic), Field(order));

    private static string? Field(Topic? topic) => topic is null ? null : $"topic={topic.Slug}";

    private static string? Field(PaperOrder order) => order switch
    {
        PaperOrder.Votes => "order=votes",
        PaperOrder.Time => "order=time",
        _ => null,
    };

    private static string With(string path, params string?[] fields)
    {
        var given = string.Join('&', fields.Where(field => field is not null));
        return given.Length == 0 ? path : $"{path}?{given}";
    }
}
