using System.CommandLine;
using DigestMailer.Service;
using DigestMailer.Settings;
using Spectre.Console;

namespace DigestMailer.Cli.Commands;

/// <summary><c>settings</c>: the reference of all settings. It reads none, so it works where they are broken.</summary>
internal sealed class SettingsCommand : Command
{
    private readonly Option<bool> schema =
        new("--schema") { Description = "Print a JSON Schema of appsettings.json, for editors." };
    private readonly Option<bool> markdown =
        new("--markdown") { Description = "Print the settings as a table in Markdown." };

    public SettingsCommand()
        : base("settings",
            "List every setting with its default and the reason for it.\n\nExample:\n  digestmailer settings --json")
    {
        Options.Add(schema);
        Options.Add(markdown);
        SetAction(Act);
    }

    private int Act(ParseResult arguments)
    {
        var (sections, summaries) = (Application.Sections(), SettingsSummaries.Load());
        var reference = new SettingsReference(sections, summaries);
        if (arguments.GetValue(schema))
        {
            Console.Out.Write(new SettingsSchema(sections, summaries).Write());
        }
        else if (arguments.GetValue(markdown))
        {
            Console.Out.Write(reference.Markdown());
        }
        else
        {
            Session.Show(new { settings = reference.All }, arguments.GetValue(GlobalOptions.Json),
                console => Print(console, reference.All));
        }

        return ExitCode.Done;
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<SettingEntry> settings)
    {
        foreach (var setting in settings)
        {
            console.MarkupLineInterpolated($"[bold]{setting.Key}[/]");
            console.Write(new Padder(new Text(
                $"{(setting.Default is null ? "" : $"default {setting.Default}; ")}{setting.Form}"),
                new Padding(4, 0, 0, 0)));
            console.Write(new Padder(new Text(setting.Summary), new Padding(4, 0, 0, 0)));
        }
    }
}
