using System.Text.Json;

namespace DigestMailer.Tests;

/// <summary>
/// Makes rows for a test, so that a test says only what matters to it: confirmed subscribers of every paper, daily at
/// seven and due at <paramref name="slot"/>, papers first seen then, and mail that is due then.
/// </summary>
/// <param name="run">Runs a statement with its values.</param>
internal sealed class MadeRows(DateTimeOffset slot, Func<string, object?, Task> run)
{
    /// <summary>Topics of subscribers; without queries they follow every paper.</summary>
    public Task TopicSetAsync(long id, params string[] queries) => run(
        "INSERT INTO topic_sets(id, definition) VALUES (@id, @definition)",
        new { id, definition = JsonSerializer.Serialize(new { topics = Array.Empty<string>(), queries }) });

    public Task SubscriberAsync(long id, string email, string hash, DateTimeOffset? next = null) => run(
        """
        INSERT INTO subscribers(id, email, address_hash, created_at) VALUES (@id, @email, @hash, @slot);
        INSERT INTO subscriptions(subscriber_id, state, topic_set_id, every, at_minute, zone, max_papers, next_at,
            changed_at)
        VALUES (@id, 'Confirmed', 1, 'Day', 420, 'UTC', 10, @next, @slot);
        """,
        new { id, email, hash, slot, next = next ?? slot });

    /// <summary>Subscribers 1 to <paramref name="count"/>, reader1@example.com and so on, in London.</summary>
    public Task SubscribersAsync(int count, int atMinute = 420) => run(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count)
        INSERT INTO subscribers(id, email, address_hash, created_at)
            SELECT i, 'reader' || i || '@example.com', 'hash' || i, @slot FROM n;
        INSERT INTO subscriptions(subscriber_id, state, topic_set_id, every, at_minute, zone, max_papers, next_at,
            changed_at)
        SELECT id, 'Confirmed', 1, 'Day', @atMinute, 'Europe/London', 10, @slot, @slot FROM subscribers;
        """,
        new { count, slot, atMinute });

    public Task PaperAsync(long id, string title = "A paper", DateTimeOffset? seen = null,
        string text = "An abstract.", params string[] authors) => run(
        """
        INSERT INTO papers(id, key, title, abstract, authors, first_seen, changed_at, url)
            VALUES (@id, 'arxiv:' || @id, @title, @text, @authors, @seen, @seen, 'https://arxiv.org/abs/' || @id);
        """,
        new { id, title, text, authors = JsonSerializer.Serialize(authors), seen = seen ?? slot });

    /// <summary>What came of asking a source.</summary>
    public Task GatheringAsync(string source, string state, DateTimeOffset at, string? error = null) => run(
        """
        INSERT INTO gatherings(source, edition, at, state, listed, new, error)
            VALUES (@source, '2026-03-02', @at, @state, 1, 1, @error)
        """,
        new { source, state, at, error });

    /// <summary>A digest of these papers for a slot, the best first.</summary>
    public async Task DigestAsync(long id, DateTimeOffset at, long[] papers, long? previous = null,
        string because = """{"Topic":"","Words":[]}""")
    {
        await run(
            """
            INSERT INTO digests(id, kind, topic_set_id, every, slot, previous_id, window_from, matched, created_at)
                VALUES (@id, 'Digest', 1, 'Day', @at, @previous, @at, @matched, @at)
            """,
            new { id, at, previous, matched = papers.Length });
        for (var i = 0; i < papers.Length; i++)
        {
            await run(
                "INSERT INTO digest_papers(digest_id, rank, paper_id, score, because) "
                    + "VALUES (@id, @rank, @paper, 0.5, @because)",
                new { id, rank = i + 1, paper = papers[i], because });
        }
    }

    /// <summary>A digest ready for one subscriber, to be sent within 20 hours.</summary>
    public Task MailAsync(long subscriber, long digest, DateTimeOffset? due = null) =>
        MailAsync(digest, due, "id = @subscriber", subscriber);

    /// <summary>A digest ready for every subscriber.</summary>
    public Task MailToAllAsync(long digest, DateTimeOffset? due = null) => MailAsync(digest, due, "true", 0);

    private Task MailAsync(long digest, DateTimeOffset? due, string where, long subscriber) => run(
        $"""
        INSERT INTO outbox(subscriber_id, slot, kind, digest_id, state, due_at, expires_at)
        SELECT id, @due, 'Digest', @digest, 'Ready', @due, @expires FROM subscribers WHERE {where}
        """,
        new { digest, subscriber, due = due ?? slot, expires = (due ?? slot).AddHours(20) });
}
