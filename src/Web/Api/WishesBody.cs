using DigestMailer.Subscribers;

namespace DigestMailer.Web.Api;

/// <summary>
/// The wishes as the API shows and takes them: topics, queries, and a member for each of <see cref="WishFields"/>.
/// </summary>
internal sealed class WishesBody : Dictionary<string, object?>
{
    public const string Topics = "topics";
    public const string Queries = "queries";

    private const int MostTopics = 200;

    // A reader who needs more is better served by fewer, wider queries.
    private const int MostQueries = 20;

    public static WishesBody Of(Wishes wishes)
    {
        var body =
            new WishesBody { [Topics] = wishes.Topics.Topics.ToArray(), [Queries] = wishes.Topics.Queries.ToArray() };
        foreach (var field in WishFields.All)
        {
            body[field.Json] = field.Print(wishes);
        }

        return body;
    }

    /// <summary>
    /// What a caller wrote over what was before: a member that is missing stays, null takes back to the default. Faults
    /// of form are noted in <paramref name="sent"/>.
    /// </summary>
    public static WishesInput Read(ApiInput sent, WishesInput before)
    {
        var names = sent.Names.ToHashSet(StringComparer.Ordinal);
        var topics = sent.Texts(Topics, MostTopics);
        var queries = sent.Texts(Queries, MostQueries);
        var read = WishesInput.From(
            names.Contains(Topics) ? topics ?? [] : before.Topics,
            names.Contains(Queries) ? queries ?? [] : before.Queries,
            field => sent.Written(field.Json) is var text && names.Contains(field.Json) ? text : before[field.Name]);
        sent.End();
        return read with { More = before.More, Less = before.Less };
    }
}
