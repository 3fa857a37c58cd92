using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DigestMailer.Settings;

/// <summary>Says where a file of settings is broken, in one line.</summary>
internal static partial class BrokenFile
{
    /// <param name="fault">What was thrown when the files of settings were read.</param>
    /// <returns>Null where it is not about a file of settings.</returns>
    public static string? Explain(Exception fault)
    {
        if (fault is not (InvalidDataException or FormatException) || fault.InnerException is null)
        {
            return null;
        }

        var file = Path().Match(fault.Message) is { Success: true } match ? match.Groups[1].Value : "the file";
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is JsonException { LineNumber: { } line } broken)
            {
                return $"{file}, line {line + 1}, column {Column(file, line, broken.BytePositionInLine ?? 0)}: "
                    + Reason(broken.Message);
            }
        }

        return $"{file}: {Innermost(fault).Message.ReplaceLineEndings(" ")}";
    }

    /// <summary>The reader counts bytes, an editor characters.</summary>
    private static long Column(string file, long line, long bytes)
    {
        var text = File.Exists(file) ? File.ReadLines(file).Skip((int)line).FirstOrDefault() : null;
        var encoded = Encoding.UTF8.GetBytes(text ?? "");
        return bytes <= encoded.Length ? Encoding.UTF8.GetCharCount(encoded, 0, (int)bytes) + 1 : bytes + 1;
    }

    private static string Reason(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = (end < 0 ? message : message[..end]).ReplaceLineEndings(" ");
        return reason.Contains("after a value. Expected either ','", StringComparison.Ordinal)
            ? "a comma or a closing bracket is missing before this place."
            : reason;
    }

    private static Exception Innermost(Exception fault) =>
        fault.InnerException is { } inner ? Innermost(inner) : fault;

    [GeneratedRegex("'([^']+)'", RegexOptions.NonBacktracking)]
    private static partial Regex Path();
}
