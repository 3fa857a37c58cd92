namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>The body of an answer that should be short: read as text, and never beyond its bound.</summary>
internal static class AnswerText
{
    /// <param name="mostBytes">Of the body, after it was expanded.</param>
    /// <returns>Null where it is longer, and so no answer to what was asked.</returns>
    /// <exception cref="HttpRequestException">It broke off.</exception>
    public static async Task<string?> ReadAsync(HttpResponseMessage answer, int mostBytes, CancellationToken cancel)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(mostBytes, cancel);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return null;
        }

        return TextEncoding.Decode(await answer.Content.ReadAsByteArrayAsync(cancel), "utf-8");
    }
}
