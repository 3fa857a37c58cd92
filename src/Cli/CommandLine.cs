using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;
using DigestMailer.Cli.Commands;
using DigestMailer.Cli.Commands.Bounces;
using DigestMailer.Cli.Commands.Demo;
using DigestMailer.Cli.Commands.Keys;
using DigestMailer.Cli.Commands.Outbox;
using DigestMailer.Cli.Commands.Preview;
using DigestMailer.Cli.Commands.Storage;
using DigestMailer.Cli.Commands.Subscribers;
using DigestMailer.Cli.Commands.Suppressions;
using DigestMailer.Cli.Commands.Today;

namespace DigestMailer.Cli;

/// <summary>
/// Reads the command line: settings of the form <c>--Section:Key=value</c> go to the configuration, the rest is a
/// command.
/// </summary>
internal static partial class CommandLine
{
    /// <returns>0 done, 1 refused or failed, 2 wrong usage, 3 done but some mail deferred or rejected.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var (settings, words) = Split(args);
        if (settings.Find(setting => !setting.Contains('=', StringComparison.Ordinal)) is { } bare)
        {
            await Console.Error.WriteLineAsync($"digestmailer: {bare} has no value; write it as {bare}=VALUE.");
            return ExitCode.Usage;
        }

        var root = Root(settings, words);
        var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            await Console.Error
                .WriteLineAsync($"digestmailer: {Plain(parsed.Errors[0].Message)} Use --help to see what is possible.");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(150)
            });
    }

    private static readonly (string Name, Func<IReadOnlyList<string>, Command> Make)[] Commands =
    [
        ("run", settings => new RunCommand(settings)),
        ("demo", settings => new DemoCommand(settings)),
        ("gather", settings => new GatherCommand(settings)),
        ("send", settings => new SendCommand(settings)),
        ("summarize", settings => new SummarizeCommand(settings)),
        ("preview", settings => new PreviewCommand(settings)),
        ("subscribers", settings => new SubscribersCommand(settings)),
        ("today", settings => new TodayCommand(settings)),
        ("outbox", settings => new OutboxCommand(settings)),
        ("keys", settings => new KeysCommand(settings)),
        ("suppressions", settings => new SuppressionsCommand(settings)),
        ("bounces", settings => new BouncesCommand(settings)),
        ("storage", settings => new StorageCommand(settings)),
        ("check", settings => new CheckCommand(settings)),
        ("settings", _ => new SettingsCommand()),
    ];

    /// <summary>
    /// Makes only the command that the first word names: the options of all of them take a part of the start of each.
    /// </summary>
    private static RootCommand Root(IReadOnlyList<string> settings, List<string> words)
    {
        var named = Commands.Where(command => words.Count > 0 && command.Name == words[0]).ToList();
        var made = (named.Count > 0 ? named : [.. Commands]).ConvertAll(command => command.Make(settings));
        var root =
            new RootCommand(
                "Gathers the day's research papers and mails each subscriber those that fit their topics.\n\n"
            + "Settings come from appsettings.json, the environment (Storage__Provider=Sqlite) and the command line "
            + "(--Storage:Provider=Sqlite); digestmailer settings lists them all.");
        made.ForEach(root.Add);
        root.Options.Add(GlobalOptions.Now);
        root.Options.Add(GlobalOptions.Json);
        root.Action = made[0].Action;
        return root;
    }

    private static (List<string> Settings, List<string> Words) Split(string[] args)
    {
        var (settings, words) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (!IsSetting(args[i]))
            {
                words.Add(args[i]);
            }
            else if (args[i].Contains('=', StringComparison.Ordinal) || i + 1 == args.Length
                || args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                settings.Add(args[i]);
            }
            else
            {
                settings.Add($"{args[i]}={args[++i]}");
            }
        }

        return (settings, words);
    }

    /// <summary>
    /// Whether it is two or more names with colons between them, and perhaps a value. By hand: a regular expression
    /// took a thirtieth of the start of a command.
    /// </summary>
    private static bool IsSetting(string text)
    {
        if (!text.StartsWith("--", StringComparison.Ordinal))
        {
            return false;
        }

        var names = text[2..].Split('=', 2)[0].Split(':');
        return names.Length > 1
            && Array.TrueForAll(names, name => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c == '_'));
    }

    /// <summary>One line: the parser names types as programmers do, and lists the choices one a line.</summary>
    private static string Plain(string message)
    {
        var lines = ExpectedNumber().Replace(message, "as a number").Split('\n', StringSplitOptions.TrimEntries);
        return lines[0] + (lines.Length == 1 ? "" : $" {string.Join(", ", lines[1..])}.");
    }

    [GeneratedRegex(@"as expected type 'System\.Int(32|64)'", RegexOptions.NonBacktracking)]
    private static partial Regex ExpectedNumber();
}
