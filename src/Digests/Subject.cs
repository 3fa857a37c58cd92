using System.Globalization;

namespace DigestMailer.Digests;

/// <summary>The subject of a digest: its best paper by name and how many others come with it.</summary>
internal static class Subject
{
    private const int TitleLength = 60;

    public static string Of(DigestContent content)
    {
        var topics = content.Topics.Select(PlainText.Line).Where(topic => topic.Length > 0).ToList();
        if (content.Papers.Count == 0)
        {
            var day = content.Slot.ToString("d MMMM", CultureInfo.InvariantCulture);
            return topics.Count == 0 ? $"No new papers on {day}" : $"No new papers on {day} for {PlainText.Cut(topics[0], 40)}{Others(topics.Count - 1, " and {0} more")}";
        }

        var title = PlainText.Cut(PlainText.Line(content.Papers[0].Paper.Title) is { Length: > 0 } named ? named : "Untitled", TitleLength);
        return content.Kind == DigestKind.Alert && topics.Count == 1
            ? $"{PlainText.Cut(topics[0], 30)}: {title}{Rest(content.Papers.Count - 1)}"
            : title + Rest(content.Papers.Count - 1);
    }

    private static string Rest(int others) => others == 1 ? " and 1 more paper" : Others(others, " and {0} more papers");

    private static string Others(int count, string words) => count <= 0 ? "" : string.Format(CultureInfo.InvariantCulture, words, count);
}
