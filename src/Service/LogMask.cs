using System.Text.RegularExpressions;

namespace DigestMailer.Service;

/// <summary>
/// Takes out of a log line what must not be kept in logs and comes with the words of others, such as a relay's reply:
/// mail addresses, and the query and password of a web address.
/// </summary>
internal static partial class LogMask
{
    public static string Apply(string line)
    {
        if (line.Contains("://", StringComparison.Ordinal))
        {
            line = Credentials().Replace(Query().Replace(line, "$1?…"), "$1");
        }

        return line.Contains('@', StringComparison.Ordinal) ? Address().Replace(line, "(address)") : line;
    }

    [GeneratedRegex(@"[^\s<>""'@,;:()\[\]=]+@[^\s<>""'@,;:()\[\]=…]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"(\w+://[^\s?""'<>]+)\?[^\s""'<>]+", RegexOptions.NonBacktracking)]
    private static partial Regex Query();

    [GeneratedRegex(@"(\w+://)[^\s/""'<>@]+@", RegexOptions.NonBacktracking)]
    private static partial Regex Credentials();
}
