namespace DigestMailer.Cli.Commands.Demo;

/// <summary>A mail of the demo, as it is told.</summary>
/// <param name="Papers">How many it holds.</param>
/// <param name="Html">The page next to it; null for a mail of text alone.</param>
internal sealed record DemoMail(string To, int Papers, long Bytes, string File, string? Html);
