using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Times;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;
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

    private static readonly DayOfWeek[] Weekdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
            DayOfWeek.Saturday, DayOfWeek.Sunday];
    private static readonly string[] Amounts = ["3", "5", "10", "20", "40", "60"];

    private static readonly Lazy<IReadOnlyList<IGrouping<string, string>>> ZonesByRegion = new(() =>
        [.. Zones.Names.Where(id => id.Contains('/', StringComparison.Ordinal)
                && id.Split('/')[0] is "Africa" or "America" or "Antarctica" or "Asia" or "Atlantic" or "Australia"
                    or "Europe" or "Indian" or "Pacific")
            .Order(StringComparer.Ordinal).GroupBy(id => id.Split('/')[0])]);

    /// <summary>What a form that nobody has touched says.</summary>
    public static WishesInput Untouched(Language language) =>
        new([], []) { ["every"] = "weekday", ["language"] = language.Tag };

    public static WishesInput Read(IFormCollection form) => WishesInput.From(
        [.. form["topic"].OfType<string>()],
        [.. form["queries"].ToString()
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MostQueries)],
        field => field.IsFlag ? (form.ContainsKey(field.Name) ? "yes" : null) : Given(form, field.Name));

    private static string? Given(IFormCollection form, string name) =>
        form[name].ToString() is { Length: > 0 and < 100 } text ? text : null;

    /// <summary>The wishes, or the first fault in one line; what people type is a query, so its fault is in their
    /// language.</summary>
    public (Wishes? Wishes, string? Fault) Check(WishesInput input, Language shown) =>
        input.Queries.Select(text => (Text: text, TopicQuery.Parse(text).Fault))
            .FirstOrDefault(read => read.Fault is not null) is { Fault: { } fault } wrong
            ? (null, QueryFaultText.Of(wrong.Text, fault, shown)) : input.Check(catalogue);

    /// <summary>What the template <c>wishes.html</c> shows.</summary>
    public ScriptObject Model(WishesInput input, Language shown) => new()
    {
        ["topics"] =
            catalogue.All
                .Select(topic => Choice(topic.Slug, shown.Topic(topic.Name), input.Topics.Contains(topic.Slug),
                    shown.Topic(topic.Description)))
                .ToArray(),
        ["queries"] = string.Join('\n', input.Queries),
        ["rhythms"] =
            RhythmKind.All.Select(kind => kind.Name)
                .Select(
                    rhythm => Choice(rhythm, shown.Say($"page.every_{rhythm}"), rhythm == (input["every"] ?? "day")))
                .ToArray(),
        ["on_weekday"] = Names(kind => kind.HasWeekday),
        ["at_hour"] = Names(kind => kind.PerWeek is not null),
        ["weekdays"] =
            Weekdays.Select(
                day => Choice($"{day}".ToLowerInvariant(), shown.Culture.DateTimeFormat.GetDayName(day),
                    $"{day}".Equals(input["weekday"] ?? "monday", StringComparison.OrdinalIgnoreCase))).ToArray(),
        ["at"] = input["at"] ?? "07:00",
        ["zone"] = input["zone"] ?? "UTC",
        ["zones"] = ZoneChoices(input["zone"] ?? "UTC"),
        ["amounts"] =
            Amounts.Append(input["max"] ?? "10").Where(amount => int.TryParse(amount, out _)).DistinctBy(int.Parse)
                .OrderBy(int.Parse).Select(amount => Choice(amount, amount, amount == (input["max"] ?? "10")))
                .ToArray(),
        ["text_only"] = input["format"] == "text",
        ["languages"] =
            templates.Languages.All
                .Select(
                    language =>
                        Choice(language.Tag, language.Name,
                            language.Tag.Equals(input["language"] ?? "en", StringComparison.OrdinalIgnoreCase)))
                            .ToArray(),
        ["thumbnails"] = input.Has("thumbnails"),
        ["empty"] = input.Has("empty"),
        ["lines"] =
            WishFields.All.Where(field => field.IsLine)
                .Select(
                    field =>
                        Choice(field.Name, shown.Say($"page.wish_{field.Name}"), false, input[field.Name] ?? ""))
                .ToArray(),
    };

    /// <summary>The rhythms of a kind, between spaces.</summary>
    private static string Names(Func<RhythmKind, bool> isOne) =>
        string.Join(' ', RhythmKind.All.Where(isOne).Select(kind => kind.Name));

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
