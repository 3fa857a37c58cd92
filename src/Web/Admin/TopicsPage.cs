using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>
/// The topics of the settings, and what another query for one of them would have found in the last 31 days. It changes
/// nothing: the page shows the line that the settings need.
/// </summary>
internal sealed class TopicsPage(TopicCatalogue catalogue, ReadingRoom room, MailTemplates templates, PageView pages,
    AdminView view)
{
    /// <summary>In place of the slug of a topic that is not in the settings yet.</summary>
    private const string New = "new";

    public void Map(IEndpointRouteBuilder admin)
    {
        admin.MapRead("/topics", ListAsync);
        admin.MapRead("/topics/{slug}", EditAsync);
        admin.MapPost("/topics/{slug}", TryAsync);
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken cancel)
    {
        var recent = await room.RecentAsync([], cancel);
        return view.Show(context, "topics", "Topics", new ScriptObject
        {
            ["days"] = ReadingRoom.RecentDays,
            ["topics"] = recent.Topics.Select(one => TopicModel.Line(one.Topic, one.Papers.Count)).ToArray(),
        });
    }

    private Task<IResult> EditAsync(string slug, HttpContext context, CancellationToken cancel) =>
        ShowAsync(slug, catalogue.Find(slug)?.Query.Text ?? "", context, cancel);

    private Task<IResult> TryAsync(string slug, HttpContext context, CancellationToken cancel) =>
        ShowAsync(slug, context.Request.Form["query"].ToString().Trim(), context, cancel);

    private async Task<IResult> ShowAsync(string slug, string text, HttpContext context, CancellationToken cancel)
    {
        var topic = catalogue.Find(slug);
        if (topic is null && slug != New)
        {
            return view.Miss(context);
        }

        var (query, fault) = text.Length == 0 ? new ParsedQuery(null, null) : TopicQuery.Parse(text);
        var name = topic?.Name ?? "A new topic";
        return view.Show(context, "topic", name, new ScriptObject
        {
            ["name"] = name,
            ["slug"] = slug,
            ["query"] = text.Length > TopicQuery.MaxLength ? text[..TopicQuery.MaxLength] : text,
            ["fault"] = fault is null ? null : QueryFaultText.Of(fault, templates.Languages.English),
            ["days"] = ReadingRoom.RecentDays,
            ["preview"] = query is null ? null : await PreviewAsync(topic, query, cancel),
        });
    }

    private async Task<ScriptObject> PreviewAsync(Topic? topic, TopicQuery query, CancellationToken cancel)
    {
        var asked = query with { AtLeast = topic?.Query.AtLeast ?? new TopicOptions().AtLeast };
        var recent = await room.RecentAsync([asked], cancel);
        return TopicModel.Preview(pages.Base, query.Text, recent.Select(asked),
            topic is null ? null : recent.Select(topic.Query));
    }
}
