namespace DigestMailer.Settings;

/// <summary>The settings of the framework, which reads them itself; only those of the log are checked here.</summary>
internal static class HostSettings
{
    private static readonly string[] Keys =
    [
        "Logging", "Kestrel", "Urls", "AllowedHosts", "$schema", "hostBuilder", "contentRoot", "environment",
        "applicationName", "webRoot", "http_ports", "https_ports", "https_port", "preferHostingUrls",
        "captureStartupErrors", "detailedErrors", "hostingStartupAssemblies", "hostingStartupExcludeAssemblies",
        "preventHostingStartup", "startupAssembly", "suppressStatusMessages", "shutdownTimeoutSeconds",
        "forwardedHeaders_enabled", "staticWebAssets",
    ];

    private static readonly string[] Logging =
        ["LogLevel", "Console", "Debug", "EventSource", "EventLog", "OpenTelemetry"];

    private static readonly string[] Formatters = ["line", "json", "systemd", "simple"];

    public static bool Has(string key) => Keys.Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Log levels and the form of the log that cannot be read, a line each.</summary>
    public static IEnumerable<string> Faults(IConfiguration settings)
    {
        var logging = settings.GetSection("Logging");
        var misspelt =
            logging.GetChildren().Where(child => !Logging.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                .Where(child => Suggestion.For(child.Key, Logging) is not null)
                .Select(child => Suggestion.Unknown("Logging", child.Key, Logging));
        var levels =
            logging.GetChildren().Select(child => child.GetSection("LogLevel")).Append(logging.GetSection("LogLevel"))
                .SelectMany(Levels);
        return [.. misspelt, .. levels, .. Formatter(logging.GetSection("Console:FormatterName"))];
    }

    private static IEnumerable<string> Levels(IConfigurationSection levels) =>
        levels.Value is { Length: > 0 } text
            ? [$"{levels.Path}: \"{text}\" is not valid; it is a section of categories and levels."]
            : levels.GetChildren()
                .Where(level => level.GetChildren().Any() || !SettingText.TryRead(typeof(LogLevel), level.Value ?? "",
                    out _))
                .Select(level =>
                    $"{level.Path}: \"{level.Value}\" is not valid; write {SettingForm.Of(typeof(LogLevel))}.");

    private static IEnumerable<string> Formatter(IConfigurationSection name) =>
        name.Value is null || Formatters.Contains(name.Value, StringComparer.OrdinalIgnoreCase) ? []
            : [$"{name.Path}: \"{name.Value}\" is not valid; write one of {string.Join(", ", Formatters)}."];
}
