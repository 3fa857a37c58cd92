namespace DigestMailer.Papers.Sources;

/// <summary>The text of a source that is a file or one address.</summary>
internal static class SourceText
{
    public static async Task<(string? Text, string? Error)> ReadAsync(SourceOptions options, WebFetch web,
        CancellationToken cancel)
    {
        if (options.Path is null)
        {
            var answer = await web.GetAsync(options.Url!, arxiv: false, conditional: false, cancel);
            return answer.Error(options.Name) is { } error ? (null, error) : (answer.Body, null);
        }

        try
        {
            var file = new FileInfo(options.Path);
            return !file.Exists ? (null, $"there is no file {options.Path}; correct Path in the settings")
                : file.Length > WebFetch.MaxBytes
                ? (null, $"{options.Path} is larger than {WebFetch.MaxBytes / 1024 / 1024} MB; split it")
                : (await File.ReadAllTextAsync(options.Path, cancel), null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, $"{options.Path} cannot be read ({fault.Message.TrimEnd('.')}); check its permissions");
        }
    }
}
