namespace DigestMailer.Tests;

/// <summary>How much is tried: little by default, the full sizes with DIGESTMAILER_FULL=1.</summary>
internal static class Scale
{
    public static readonly bool Full = Environment.GetEnvironmentVariable("DIGESTMAILER_FULL") == "1";
}
