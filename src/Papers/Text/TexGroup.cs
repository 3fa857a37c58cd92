namespace DigestMailer.Papers.Text;

/// <summary>What is between two braces.</summary>
internal static class TexGroup
{
    /// <summary>Where the group that opens here ends: at its brace, or with the text.</summary>
    public static int Close(string text, int open)
    {
        var level = 0;
        for (var i = open; i < text.Length; i++)
        {
            level += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (text[i] == '\\')
            {
                i++;
            }
            else if (level == 0)
            {
                return i;
            }
        }

        return text.Length;
    }
}
