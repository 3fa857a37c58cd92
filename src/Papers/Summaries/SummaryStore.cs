using System.Data.Common;
using System.Text.Json;
using Dapper;
using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Papers.Summaries;

/// <summary>
/// What models wrote, and what they were asked: each paper once in each language, over all processes, within the day's
/// budget.
/// </summary>
internal sealed class SummaryStore(Database database, IOptions<SummaryOptions> options, TimeProvider clock)
{
    /// <summary>How often a call that failed is made for one paper, at later rounds.</summary>
    private const int MostAsks = 3;
    private const int RowsInOneStatement = 1000;

    private static readonly TimeSpan KeepDays = TimeSpan.FromDays(31);

    /// <summary>What was written about these papers, in every language.</summary>
    public async Task<IReadOnlyList<PaperSummary>> WrittenAsync(IEnumerable<long> papers,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await WrittenAsync(connection, papers);
    }

    /// <summary>The same over a connection that is open.</summary>
    public async Task<IReadOnlyList<PaperSummary>> WrittenAsync(DbConnection connection, IEnumerable<long> papers)
    {
        var written = new List<PaperSummary>();
        foreach (var chunk in papers.Distinct().Chunk(RowsInOneStatement))
        {
            written.AddRange(await connection.QueryAsync<PaperSummary>(
                $"""
                SELECT paper_id, language, text, model, asked_at FROM paper_summaries
                WHERE text IS NOT NULL AND paper_id IN {database.Dialect.JsonValues("@ids")}
                """,
                new { ids = JsonSerializer.Serialize(chunk) }));
        }

        return written;
    }

    /// <summary>The paper as readers of this language see it.</summary>
    public async Task<Paper> InAsync(Paper paper, string language, CancellationToken cancel = default) =>
        (await WrittenAsync([paper.Id], cancel)).FirstOrDefault(one => one.Language == language)?.In(paper) ?? paper;

    /// <summary>
    /// Those that were not asked for yet, in their order, and behind them those whose call failed. What this model was
    /// asked in these words and did not write is not asked for again.
    /// </summary>
    public async Task<IReadOnlyList<WantedSummary>> UnaskedAsync(IReadOnlyList<WantedSummary> wanted,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var asked = new Dictionary<(long, string), long>();
        foreach (var chunk in wanted.Select(one => one.Paper.Id).Distinct().Chunk(RowsInOneStatement))
        {
            foreach (var (paper, language, asks) in await connection.QueryAsync<(long, string, long)>(
                $"""
                SELECT paper_id, language, CAST(CASE
                    WHEN text IS NOT NULL THEN {MostAsks}
                    WHEN model <> @Model OR prompt <> @Version THEN 0
                    WHEN is_final = 1 THEN {MostAsks} ELSE asks END AS BIGINT)
                FROM paper_summaries WHERE paper_id IN {database.Dialect.JsonValues("@ids")}
                """,
                new { ids = JsonSerializer.Serialize(chunk), Model = options.Value.MadeBy, SummaryPrompt.Version }))
            {
                asked[(paper, language)] = asks;
            }
        }

        return [.. wanted.Where(one => AsksOf(one) < MostAsks).OrderBy(AsksOf)];

        long AsksOf(WantedSummary one) => asked.GetValueOrDefault((one.Paper.Id, one.Language));
    }

    /// <summary>When the endpoint wants to be asked again, where that is still to come.</summary>
    public async Task<DateTimeOffset?> AskAfterAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<long?>(
            "SELECT max(ask_after) FROM summary_days WHERE ask_after > @now", new { now = clock.GetUtcNow() })
            is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    /// <summary>Takes one call from the budget of the day; false where none is left.</summary>
    public Task<bool> TakeCallAsync(CancellationToken cancel = default) => database.WriteAsync(async transaction =>
    {
        var today = Today();
        await transaction.ExecuteAsync(
            """
            DELETE FROM summary_days WHERE day < @old;
            INSERT INTO summary_days(day, calls) VALUES (@today, 0) ON CONFLICT (day) DO NOTHING;
            """,
            new { today, old = today - KeepDays });
        return await transaction.ExecuteAsync(
            "UPDATE summary_days SET calls = calls + 1 WHERE day = @today AND calls < @CallsPerDay",
            new { today, options.Value.CallsPerDay }) > 0;
    }, cancel);

    /// <summary>Keeps what came of a call; what stops all calls says nothing of the paper.</summary>
    public Task KeepAsync(WantedSummary wanted, SummaryOutcome outcome, CancellationToken cancel = default) =>
        database.WriteAsync(transaction => outcome.End == SummaryEnd.Stopped
            ? transaction.ExecuteAsync("UPDATE summary_days SET ask_after = @AskAfter WHERE day = @today",
                new { outcome.AskAfter, today = Today() })
            : transaction.ExecuteAsync(
                """
                INSERT INTO paper_summaries(paper_id, language, text, fault, is_final, asks, model, prompt, asked_at)
                SELECT id, @Language, @Text, @Fault, @isFinal, 1, @MadeBy, @Version, @now FROM papers WHERE id = @paper
                ON CONFLICT (paper_id, language) DO UPDATE SET
                    text = excluded.text, fault = excluded.fault, is_final = excluded.is_final,
                    asks = CASE WHEN paper_summaries.model = excluded.model
                        AND paper_summaries.prompt = excluded.prompt THEN paper_summaries.asks + 1 ELSE 1 END,
                    model = excluded.model, prompt = excluded.prompt, asked_at = excluded.asked_at
                WHERE paper_summaries.text IS NULL
                """,
                new
                {
                    paper = wanted.Paper.Id,
                    wanted.Language,
                    outcome.Text,
                    outcome.Fault,
                    isFinal = outcome.End == SummaryEnd.Failed ? 0 : 1,
                    options.Value.MadeBy,
                    SummaryPrompt.Version,
                    now = clock.GetUtcNow(),
                }), cancel);

    private DateTimeOffset Today() => new(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
}
