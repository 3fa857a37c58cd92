using System.Net;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>The text of a source that is a file or one address.</summary>
internal static class SourceText
{
    /// <param name="conditional">Ask an address only for what changed since the last answer that was kept.</param>
    public static async Task<Fetched> ReadAsync(SourceOptions options, WebFetch web, bool conditional,
        CancellationToken cancel)
    {
        if (options.Path is not { } path)
        {
            return await web.GetAsync(options.Url!, null, conditional, cancel);
        }

        try
        {
            var file = new FileInfo(path);
            return !file.Exists ? Fetched.Failed($"there is no file {path}; correct Path in the settings")
                : file.Length > TextRoom.MaxBytes
                ? Fetched.Failed($"{path} is larger than {TextRoom.MaxBytes / 1024 / 1024} MB; split it")
                : await FileAsync(path, file.Length, web.Room, cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Fetched.Failed($"{path} cannot be read ({fault.Message.TrimEnd('.')}); check its permissions");
        }
    }

    private static async Task<Fetched> FileAsync(string path, long length, TextRoom room, CancellationToken cancel)
    {
        var place = await room.EnterAsync(length, cancel);
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancel);
            return new Fetched(HttpStatusCode.OK, TextEncoding.Decode(bytes, null), null) { Room = place };
        }
        catch
        {
            place?.Dispose();
            throw;
        }
    }
}
