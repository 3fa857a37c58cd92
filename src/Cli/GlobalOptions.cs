using System.CommandLine;
using System.Globalization;

namespace DigestMailer.Cli;

/// <summary>The options that every command takes.</summary>
internal static class GlobalOptions
{
    // The program adds years to a time and subtracts them.
    private const int FirstYear = 1990;
    private const int LastYear = 2200;

    public static readonly Option<DateTimeOffset?> Now = new("--now")
    {
        Description =
            "Act as of this time, for tests and simulations; UTC unless it names an offset, such as "
            + "2025-08-08T07:00 or 2025-08-08T07:00+02:00.",
        HelpName = "TIME",
        Recursive = true,
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
                && time.Year is >= FirstYear and <= LastYear)
            {
                return time;
            }

            result.AddError($"--now: \"{result.Tokens[0].Value}\" is not a time from {FirstYear} to {LastYear}; "
                + "write it as 2025-08-08T07:00Z.");
            return null;
        },
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Write one JSON object to standard output; messages go to standard error.",
        Recursive = true,
    };

    /// <summary>Where the pages are served, of <c>run</c> and <c>check</c>.</summary>
    public static readonly Option<string?> Urls =
        new("--urls") { Description = "Addresses to listen on, separated by ;", HelpName = "URLS" };

    /// <summary>The option as a setting of the host.</summary>
    public static IEnumerable<string> UrlsSetting(ParseResult arguments) =>
        arguments.GetResult(Urls) is null ? [] : [$"--urls={arguments.GetValue(Urls)}"];

    /// <summary>An option that takes a day.</summary>
    public static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "YYYY-MM-DD",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var day)
                && day.Year is >= FirstYear and <= LastYear)
            {
                return day;
            }

            result.AddError($"{name}: \"{result.Tokens[0].Value}\" is not a day from {FirstYear} to {LastYear}; "
                + "write it as 2025-08-08.");
            return null;
        },
    };
}
