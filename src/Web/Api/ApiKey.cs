using System.Text.Json.Serialization;

namespace DigestMailer.Web.Api;

/// <summary>A key of the API as operators see it, without the key itself.</summary>
internal sealed record ApiKey
{
    public long Id { get; init; }

    /// <summary>The program that was given it, as the operator calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Names of its scopes, separated by spaces.</summary>
    public string Scopes { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is rejected; null means never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to the hour; null while it never was.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    [JsonIgnore]
    public IEnumerable<string> EachScope => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
