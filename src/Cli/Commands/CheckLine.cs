namespace DigestMailer.Cli.Commands;

/// <summary>One thing that <c>check</c> found.</summary>
internal sealed record CheckLine(string Message, CheckLevel Level)
{
    public static CheckLine Good(string message) => new(message, CheckLevel.Good);

    public static CheckLine Warning(string message) => new(message, CheckLevel.Warning);

    public static CheckLine Fault(string message) => new(message, CheckLevel.Fault);

    public static CheckLine Of((string Line, bool Good) check) => check.Good ? Good(check.Line) : Fault(check.Line);
}

/// <summary>A fault fails the command; a warning is said.</summary>
internal enum CheckLevel { Good, Warning, Fault }
