namespace DigestMailer.Tests.Delivery;

/// <summary>How much is tried: little and the same each time by default, the full sizes and other chances with DIGESTMAILER_FULL=1.</summary>
internal static class Scale
{
    public static readonly bool Full = Environment.GetEnvironmentVariable("DIGESTMAILER_FULL") == "1";

    /// <summary>Of the property tests; null lets chance choose.</summary>
    public static readonly string? Seed = Full ? null : "0000000000001";
}
