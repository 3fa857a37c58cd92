using System.Data.Common;
using Dapper;
using DigestMailer.Subscribers;

namespace DigestMailer.Bounces;

/// <summary>The bounces of a person, for their record. They go with the subscriber's row.</summary>
internal sealed class BouncesOfPerson : IPersonalData
{
    public async Task<(string Field, object Rows)?> OfAsync(DbConnection connection, long subscriberId) =>
        ("bounces", await connection.QueryAsync<BounceRow>(
            "SELECT at, kind, status, diagnostic FROM bounces WHERE subscriber_id = @subscriberId ORDER BY id",
            new { subscriberId }));

    private sealed record BounceRow
    {
        public DateTimeOffset At { get; init; }

        public string Kind { get; init; } = "";

        public string? Status { get; init; }

        public string? Diagnostic { get; init; }
    }
}
