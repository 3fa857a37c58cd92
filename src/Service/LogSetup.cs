using DigestMailer.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace DigestMailer.Service;

/// <summary>
/// How the log is written. <c>Logging:Console:FormatterName</c> chooses between "line", "json" and "systemd"; without
/// it, systemd's form is taken where the journal reads us, else lines.
/// </summary>
internal static class LogSetup
{
    public const string Line = "line";
    public const string Json = "json";
    public const string Systemd = "systemd";

    // They log each retry with a stack trace; what matters of it is in the line of the source.
    private static readonly string[] Noisy =
        ["Polly", "System.Net.Http", "Microsoft.Extensions.Http", "Microsoft.AspNetCore.DataProtection"];

    public static void Apply(ILoggingBuilder logging, IConfiguration settings)
    {
        var services = logging.Services;
        services.RemoveAll<ConsoleFormatter>();
        services.AddSingleton(new LogStyle(IsDebug(settings, "DigestMailer")));
        foreach (var name in new[] { Line, "simple", Systemd })
        {
            services.AddSingleton<ConsoleFormatter>(provider => new LogLine(name,
                provider.GetRequiredService<LogStyle>(), provider.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton<ConsoleFormatter, LogJson>();
        services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName ??=
            Environment.GetEnvironmentVariable("JOURNAL_STREAM") is null ? Line : Systemd);
        foreach (var category in Noisy.Where(category => !IsDebug(settings, category)))
        {
            logging.AddFilter(category, LogLevel.None);
        }
    }

    private static bool IsDebug(IConfiguration settings, string category) =>
        SettingText.TryRead(typeof(LogLevel),
            settings[$"Logging:LogLevel:{category}"] ?? settings["Logging:LogLevel:Default"] ?? "", out var level)
        && (LogLevel)level! <= LogLevel.Debug;
}
