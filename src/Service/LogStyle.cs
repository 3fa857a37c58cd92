namespace DigestMailer.Service;

/// <summary>How much the log says of a fault.</summary>
/// <param name="Traces">Whether the whole stack trace is on its line, as at the level Debug.</param>
internal sealed record LogStyle(bool Traces);
