using Dapper;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Summaries;
using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Planning;

/// <summary>
/// The papers that the digests of the next hours would hold if they were planned now, in the languages of their
/// readers; nothing is planned for it.
/// </summary>
internal sealed class ComingPapers(Database database, PaperStore papers, DigestDecision decision,
    MailTemplates templates, IOptions<SummaryOptions> summaries, IOptions<DigestOptions> digests, TimeProvider clock)
{
    // The largest, which have nearly all readers between them; a choice takes about a millisecond.
    private const int MostDigests = 2000;

    /// <summary>Those that most readers would get first.</summary>
    public async Task<IReadOnlyList<WantedSummary>> ReadAsync(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var generation = await papers.GenerationAsync(cancel);
        var readers = new Dictionary<(long Paper, string Language), (Paper Paper, long Readers)>();
        foreach (var coming in await DigestsAsync(now, cancel))
        {
            var language = templates.Languages.For(coming.Language).Tag;
            var digest = await decision.DecideAsync(coming.Due, now, generation, cancel);
            foreach (var chosen in digest.Choice.Papers)
            {
                var key = (chosen.Paper.Id, language);
                readers[key] = (chosen.Paper, readers.GetValueOrDefault(key).Readers + coming.Members);
            }
        }

        return [.. readers.OrderByDescending(pair => pair.Value.Readers).ThenBy(pair => pair.Key.Paper)
            .Select(pair => new WantedSummary(pair.Value.Paper, pair.Key.Language))
            .Where(wanted => wanted.IsWorthAsking)];
    }

    private async Task<IReadOnlyList<ComingDigest>> DigestsAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<ComingDigest>(
            $"""
            SELECT c.*, t.definition FROM (
                SELECT s.topic_set_id, s.every, s.max_papers, s.last_digest_id, b.language,
                    {PlanScope.Others} AS others, {PlanScope.Paused} AS paused_until, {PlanScope.Chosen} AS chosen_at,
                    min(s.next_at) AS next_at, count(*) AS members
                FROM subscriptions s JOIN subscribers b ON b.id = s.subscriber_id
                WHERE s.state = 'Confirmed' AND s.next_at <= @until
                    AND (s.paused_until IS NULL OR s.paused_until <= @until)
                GROUP BY s.topic_set_id, s.every, s.max_papers, s.last_digest_id, b.language, {PlanScope.Paused},
                    {PlanScope.Chosen}, others
                ORDER BY count(*) DESC, s.topic_set_id, s.last_digest_id, b.language LIMIT {MostDigests}) c
            JOIN topic_sets t ON t.id = c.topic_set_id
            ORDER BY c.members DESC, c.topic_set_id, c.last_digest_id, c.language
            """,
            new
            {
                until = now + summaries.Value.Ahead,
                Recent = now - digests.Value.Window,
                Far = now - decision.ReachOfSeveral,
            })];
    }
}
