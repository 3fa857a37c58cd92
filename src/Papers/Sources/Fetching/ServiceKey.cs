namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>The key of a service, out of the settings or a file of its own.</summary>
internal static class ServiceKey
{
    /// <returns>The key, or null where none is set; and why its file cannot be read.</returns>
    public static (string? Key, string? Fault) Of(SourceOptions options)
    {
        if (options.KeyFile is not { Length: > 0 } file)
        {
            return (string.IsNullOrWhiteSpace(options.Key) ? null : options.Key.Trim(), null);
        }

        try
        {
            return (File.ReadAllText(file).Trim(), null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, $"the key file {file} cannot be read ({fault.Message.TrimEnd('.')}); correct KeyFile");
        }
    }
}
