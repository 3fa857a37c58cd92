using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>
/// The fields of a form by which a person says what they wish: read from what was sent, and shown again with what was
/// read.
/// </summary>
internal sealed class WishesForm(TopicCatalogue catalogue, MailTemplates templates)
{
    // A reader who needs more is better served by fewer, wider queries.
    private const int MostQueries = 20;

    private static readonly string[] Rhythms = ["day", "weekday", "week", "match"];
    private static readonly DayOfWeek[] Weekdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
            DayOfWeek.Saturday, DayOfWeek.Sunday];
    private static readonly string[] Amounts = ["3", "5", "10", "20", "40", "60"];

    private static readonly Lazy<IReadOnlyList<IGrouping<string, string>>> ZonesByRegion = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)
            .Where(id =>
                id.Contains('/', StringComparison.Ordinal)
                    && id.Split('/')[0] is "Africa" or "America" or "Antarctica" or "Asia" or "Atlantic" or "Australia"
                        or "Europe" or "Indian" or "Pacific")
            .Order(StringComparer.Ordinal).GroupBy(id => id.Split('/')[0])]);

    /// <summary>What a form that nobody has touched says.</summary>
    public static WishesInput Untouched(Language language) =>
        new([], [], "weekday", "07:00", "UTC", "10") { Weekday = "monday", Format = "html", Language = language.Tag };

    public static WishesInput Read(IFormCollection form) => new(
        [.. form["topic"].OfType<string>()],
        [.. form["queries"].ToString()
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MostQueries)],
        Given(form, "every"), Given(form, "at"), Given(form, "zone"), Given(form, "max"))
    {
        Weekday = Given(form, "weekday"),
        Format = Given(form, "format"),
        Language = Given(form, "language"),
        Thumbnails = form.ContainsKey("thumbnails"),
        TellIfEmpty = form.ContainsKey("empty"),
    };

    private static string? Given(IFormCollection form, string name) =>
        form[name].ToString() is { Length: > 0 and < 100 } text ? text : null;

    public (Wishes? Wishes, string? Fault) Check(WishesInput input) => input.Check(catalogue);

    /// <summary>What the template <c>wishes.html</c> shows.</summary>
    public ScriptObject Model(WishesInput input, Language shown) => new()
    {
        ["topics"] =
            catalogue.All
                .Select(topic => Choice(topic.Slug, topic.Name, input.Topics.Contains(topic.Slug), topic.Description))
                .ToArray(),
        ["queries"] = string.Join('\n', input.Queries),
        ["rhythms"] =
            Rhythms.Select(
                rhythm => Choice(rhythm, shown.Say($"page.every_{rhythm}"), rhythm == (input.Every ?? "day")))
                .ToArray(),
        ["weekdays"] =
            Weekdays.Select(
                day => Choice($"{day}".ToLowerInvariant(), shown.Culture.DateTimeFormat.GetDayName(day),
                    $"{day}".Equals(input.Weekday ?? "monday", StringComparison.OrdinalIgnoreCase))).ToArray(),
        ["at"] = input.At ?? "07:00",
        ["zone"] = input.Zone ?? "UTC",
        ["zones"] = ZoneChoices(input.Zone ?? "UTC"),
        ["amounts"] =
            Amounts.Append(input.Max ?? "10").Where(amount => int.TryParse(amount, out _)).DistinctBy(int.Parse)
                .OrderBy(int.Parse).Select(amount => Choice(amount, amount, amount == (input.Max ?? "10"))).ToArray(),
        ["text_only"] = input.Format == "text",
        ["languages"] =
            templates.Languages.All
                .Select(
                    language =>
                        Choice(language.Tag, language.Name,
                            language.Tag.Equals(input.Language ?? "en", StringComparison.OrdinalIgnoreCase))).ToArray(),
        ["thumbnails"] = input.Thumbnails,
        ["empty"] = input.TellIfEmpty,
    };

    private static ScriptObject[] ZoneChoices(string chosen)
    {
        var known = chosen == "UTC" || ZonesByRegion.Value.Any(region => region.Contains(chosen));
        var regions =
            ZonesByRegion.Value
                .Select(
                    region =>
                        new ScriptObject
                        {
                            ["name"] = region.Key,
                            ["zones"] = region.Select(id => Zone(id, chosen)).ToArray()
                        });
        return [
            new ScriptObject { ["name"] = "",
                ["zones"] = (known ? ["UTC"] : new[] { "UTC", chosen }).Select(id => Zone(id, chosen)).ToArray() },
                .. regions];
    }

    private static ScriptObject Zone(string id, string chosen) => Choice(id, id.Replace('_', ' '), id == chosen);

    private static ScriptObject Choice(string value, string name, bool chosen, string description = "") =>
        new() { ["value"] = value, ["name"] = name, ["chosen"] = chosen, ["description"] = description };
}
