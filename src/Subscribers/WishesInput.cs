using System.Collections.Immutable;
using System.Text.Json.Serialization;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Subscribers;

/// <summary>
/// Wishes as people write them (options of a command, columns of a CSV, fields of a form), checked into
/// <see cref="Wishes"/>. The texts are those of <see cref="WishFields"/>, by name; one that is missing means its
/// default.
/// </summary>
[JsonConverter(typeof(WishesInputJson))]
internal sealed record WishesInput(IReadOnlyList<string> Topics, IReadOnlyList<string> Queries)
{
    private ImmutableDictionary<string, string> Texts { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// Keys of papers the reader wants more like; nobody writes them, they come from the links of the mails.
    /// </summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>Keys of papers the reader wants less like.</summary>
    public IReadOnlyList<string> Less { get; init; } = [];

    /// <summary>What is written in a field; null where nothing is.</summary>
    public string? this[string field]
    {
        get => Texts.GetValueOrDefault(WishFields.Named(field).Name);
        init => Texts = With(WishFields.Named(field), value);
    }

    /// <summary>Whether a tick is set.</summary>
    public bool Has(string flag) => this[flag] is { } text && WishField.Ticked(text) == true;

    /// <summary>Input whose fields are read from anywhere.</summary>
    /// <param name="read">What is written in a field, or null.</param>
    public static WishesInput From(IReadOnlyList<string> topics, IReadOnlyList<string> queries,
        Func<WishField, string?> read) =>
        WishFields.All.Aggregate(new WishesInput(topics, queries),
            (input, field) => input with { Texts = input.With(field, read(field)) });

    /// <summary>
    /// The wishes as a person would write them, so that a form shows what <see cref="Check"/> reads back.
    /// </summary>
    public static WishesInput Of(Wishes wishes) =>
        From([.. wishes.Topics.Topics], [.. wishes.Topics.Queries], field => field.Text(wishes)) with
        {
            More = [.. wishes.Topics.More],
            Less = [.. wishes.Topics.Less],
        };

    private ImmutableDictionary<string, string> With(WishField field, string? text) =>
        string.IsNullOrWhiteSpace(text) ? Texts.Remove(field.Name) : Texts.SetItem(field.Name, text.Trim());

    /// <summary>The wishes, or the first fault in one line.</summary>
    public (Wishes? Wishes, string? Fault) Check(TopicCatalogue catalogue)
    {
        var parsed = Queries.Select(text => (Text: text, Result: TopicQuery.Parse(text))).ToList();
        if (parsed.FirstOrDefault(one => one.Result.Query is null) is { Text: not null } wrong)
        {
            return (null, $"query '{Shortened(wrong.Text)}': {wrong.Result.Fault}");
        }

        if (Topics.FirstOrDefault(slug => catalogue.Find(slug) is null) is { } unknown)
        {
            return (null, catalogue.UnknownTopic(unknown));
        }

        var topics = TopicSet.Create(Topics, parsed.Select(one => one.Result.Query!.ToString()), More, Less);
        return Fill(new Wishes { Topics = topics });
    }

    private static string Shortened(string query) => query.Length <= 80 ? query : query[..80] + "...";

    private (Wishes? Wishes, string? Fault) Fill(Wishes wishes)
    {
        foreach (var field in WishFields.All)
        {
            if (Texts.TryGetValue(field.Name, out var text))
            {
                var (next, fault) = field.Read(wishes, text);
                if (next is null)
                {
                    return (null, fault);
                }

                wishes = next;
            }
        }

        return (wishes, null);
    }
}
