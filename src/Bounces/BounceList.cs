using Dapper;
using DigestMailer.Bounces.Reports;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Bounces;

/// <summary>The bounces and complaints that are kept, for the operator to look at.</summary>
internal sealed class BounceList(Database database)
{
    public async Task<IReadOnlyList<BounceRow>> LatestAsync(int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<BounceRow>(
            $"SELECT {ReaderSql.Email} AS email, b.kind, b.status, b.diagnostic, b.evidence, b.at "
                + "FROM bounces b JOIN subscribers p ON p.id = b.subscriber_id "
                + "ORDER BY b.at DESC, b.id DESC LIMIT @most",
            new { most })).ToList();
    }
}

/// <summary>One of them.</summary>
internal sealed record BounceRow
{
    public string Email { get; init; } = "";

    public VerdictKind Kind { get; init; }

    public string? Status { get; init; }

    public string? Diagnostic { get; init; }

    public string Evidence { get; init; } = "";

    public DateTimeOffset At { get; init; }
}
