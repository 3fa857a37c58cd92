namespace DigestMailer.Service.Running;

/// <summary>What a command wants of the service.</summary>
internal sealed record ServiceWish
{
    /// <summary>Asked first, and again for each reload; a fault that it throws is one line.</summary>
    public required Func<IReadOnlyList<string>> Settings { get; init; }

    /// <summary>The time as of which it runs; null means the real one.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Adds to the services.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Runs once the settings are valid and the database is up to date, before anything listens.</summary>
    public Func<WebApplication, CancellationToken, Task> Prepare { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Runs once it listens.</summary>
    public Action<WebApplication> Ready { get; init; } = _ => { };
}
