namespace DigestMailer.Papers;

/// <summary>Where a title leads when nothing better is known: a search for it.</summary>
internal static class TitleSearch
{
    public static string Url(string title) => "https://huggingface.co/papers?q=" + Uri.EscapeDataString(title);
}
