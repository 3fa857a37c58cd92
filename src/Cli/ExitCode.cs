namespace DigestMailer.Cli;

/// <summary>How a command ends, for scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Usage = 2;
    public const int SomeMailNotAccepted = 3;
}
