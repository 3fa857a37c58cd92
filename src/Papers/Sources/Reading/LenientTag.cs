namespace DigestMailer.Papers.Sources.Reading;

/// <summary>A start tag as it is written, however its attributes are quoted.</summary>
/// <param name="End">Place behind the tag.</param>
internal sealed record LenientTag(string Name, IReadOnlyList<(string Name, string Value)> Attributes, bool IsEmpty,
    int End)
{
    private const int MaxAttributes = 200;

    /// <param name="at">Place of the opening sign.</param>
    public static LenientTag Read(string text, int at, IReadOnlyDictionary<string, string> entities)
    {
        var attributes = new List<(string, string)>();
        var i = at + 1;
        var name = Word(text, ref i);
        while (i < text.Length && text[i] != '>' && text[i] != '<')
        {
            if (!IsName(text[i]))
            {
                i++;
                continue;
            }

            var key = Word(text, ref i);
            var value = Value(text, ref i);
            if (attributes.Count < MaxAttributes)
            {
                attributes.Add((key, LenientText.Of(value, entities)));
            }
        }

        var isEmpty = i < text.Length && i > 0 && text[i] == '>' && text[i - 1] == '/';
        return new(name, attributes, isEmpty, i < text.Length && text[i] == '>' ? i + 1 : i);
    }

    private static string Value(string text, ref int i)
    {
        var mark = i;
        Spaces(text, ref i);
        if (i >= text.Length || text[i] != '=')
        {
            i = mark;
            return "";
        }

        i++;
        Spaces(text, ref i);
        if (i < text.Length && text[i] is '"' or '\'')
        {
            var end = text.IndexOf(text[i], i + 1);
            var from = i + 1;
            i = end < 0 ? text.Length : end + 1;
            return text[from..(end < 0 ? text.Length : end)];
        }

        var start = i;
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('>' or '<'))
        {
            i++;
        }

        return text[start..i];
    }

    private static string Word(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && IsName(text[i]))
        {
            i++;
        }

        return text[start..i];
    }

    private static void Spaces(string text, ref int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }
    }

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c is ':' or '_' or '-' or '.';
}
