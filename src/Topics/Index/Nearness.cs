namespace DigestMailer.Topics.Index;

/// <summary>How near papers must be to what a query compares by meaning.</summary>
/// <param name="AtLeast">The least fit that counts, besides what the fields say.</param>
/// <param name="OneIn">Of how many papers of a month one is near; 0 for the usual ranks.</param>
/// <param name="IsExtra">Whether prose only adds to a topic's words.</param>
internal readonly record struct Nearness(float AtLeast, int OneIn, bool IsExtra);
