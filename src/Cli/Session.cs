using System.Text.Json;
using System.Text.Json.Serialization;
using DigestMailer.Settings;
using DigestMailer.Storage;
using Spectre.Console;

namespace DigestMailer.Cli;

/// <summary>One use of the rooms by a command: their services, and the way its result is shown.</summary>
internal sealed class Session : IDisposable
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly IAnsiConsole messages =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly bool json;

    private Session(IServiceProvider services, bool json) => (Services, this.json) = (services, json);

    public IServiceProvider Services { get; }

    /// <summary>Validates all settings and, where the command works on it, brings the database up to date.</summary>
    public static Session Open(IServiceProvider services, bool json, bool opensDatabase)
    {
        SettingsCheck.Validate(services);
        if (Console.IsOutputRedirected)
        {
            // Nobody sees where a line ends, and a program that reads it wants it whole.
            AnsiConsole.Profile.Width = 250;
        }

        if (opensDatabase)
        {
            services.GetRequiredService<Database>().Migrate();
        }

        return new Session(services, json);
    }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>
    /// Shows a result: the object as JSON if that was asked for, else what <paramref name="human"/> writes.
    /// </summary>
    public void Show(object result, Action<IAnsiConsole> human) => Show(result, json, human);

    /// <inheritdoc cref="Show(object, Action{IAnsiConsole})"/>
    public static void Show(object result, bool json, Action<IAnsiConsole> human)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(result, Format));
        }
        else
        {
            human(AnsiConsole.Console);
        }
    }

    /// <summary>One line next to the result, on standard error.</summary>
    public static void Say(string line) => Console.Error.WriteLine(line);

    /// <summary>Runs long work under a progress bar if someone watches.</summary>
    /// <param name="total">Steps, or null where their number is not known before.</param>
    public async Task<T> ProgressAsync<T>(string what, int? total, Func<ProgressBar, Task<T>> work)
    {
        if (json || Console.IsErrorRedirected)
        {
            return await work(new ProgressBar(null));
        }

        return await messages.Progress().AutoClear(true).StartAsync(async context =>
        {
            var bar = new ProgressBar(context.AddTask(Markup.Escape(what)));
            if (total is not null)
            {
                bar.Expect(total.Value);
            }

            return await work(bar);
        });
    }

    public void Dispose() => Console.Out.Flush();
}
