using System.Data.Common;
using DigestMailer.Settings;
using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Service.Running;

/// <summary>Explains what keeps the program from its work.</summary>
internal static class StartFault
{
    /// <summary>
    /// The one line for endings that the operator can fix; null for bugs, which keep their stack trace.
    /// </summary>
    public static string? Explain(Exception fault) => BrokenFile.Explain(fault) is { } broken ? "settings: " + broken
        : fault switch
        {
            RefusedException refused => refused.Message,
            OptionsValidationException wrong => "settings: " + OneLine([.. wrong.Failures]),
            OperationCanceledException =>
                "stopped before it was done; what was finished is kept, and the same command goes on from there.",
            DbException database =>
                $"database: {database.Message.ReplaceLineEndings(" ")} {FaultAdvice.Of(database)}",
            InvalidDataException => $"settings: {fault.Message.ReplaceLineEndings(" ")}",
            IOException or UnauthorizedAccessException =>
                fault.Message.ReplaceLineEndings(" ") + " Check the path, its permissions and the free space.",
            _ => null,
        };

    /// <summary>The first fault in full, and the keys of the others.</summary>
    private static string OneLine(IReadOnlyList<string> faults)
    {
        var keys = faults.Select(fault => fault.Split(' ')[0].TrimEnd(':', ';')).Distinct().ToList();
        var others = keys.Skip(1).ToList();
        var named = string.Join(", ", others.Take(5)) + (others.Count > 5 ? $" and {others.Count - 5} more" : "");
        return faults[0].ReplaceLineEndings(" ") + (others.Count == 0 ? "" : $" Also not valid: {named}.");
    }
}
