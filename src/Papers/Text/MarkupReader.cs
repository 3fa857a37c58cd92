using System.Text;

namespace DigestMailer.Papers.Text;

/// <summary>Reads one text with markup from its beginning to its end; a lone sign stays as it is.</summary>
/// <param name="isTag">Which names are markup.</param>
internal sealed class MarkupReader(string markup, Func<string, bool> isTag)
{
    private readonly StringBuilder text = new(markup.Length);
    private readonly HashSet<string> missing = new(StringComparer.OrdinalIgnoreCase);
    private MarkupForms? forms;

    public string Read()
    {
        for (var at = 0; at < markup.Length;)
        {
            var open = markup.IndexOf('<', at);
            if (open < 0)
            {
                text.Append(markup, at, markup.Length - at);
                break;
            }

            text.Append(markup, at, open - at);
            at = Skip(open);
        }

        return text.ToString();
    }

    /// <summary>Where the text goes on after the tag at <paramref name="open"/>.</summary>
    private int Skip(int open)
    {
        var rest = markup.AsSpan(open);
        if (rest.StartsWith("<!--"))
        {
            return After(open, "-->") ?? open + 4;
        }

        if (rest.StartsWith("<![CDATA["))
        {
            return open + 9;
        }

        if (MarkupTag.At(rest) is not { } tag || !isTag(tag.Name))
        {
            text.Append('<');
            return open + 1;
        }

        var next = open + tag.Length;
        Place(tag);
        return MarkupNames.Unread.Contains(tag.Name) && !tag.IsEnd && After(next, $"</{tag.Written}") is { } close
            ? After(close, ">") ?? markup.Length
            : next;
    }

    private void Place(MarkupTag tag)
    {
        if (MarkupNames.Blocks.Contains(tag.Name))
        {
            text.Append(' ');
            forms?.Leave();
        }
        else if (tag.IsEnd)
        {
            forms?.End(tag.Name);
        }
        else
        {
            (forms ??= new MarkupForms(text)).Begin(tag.Name,
                isEmpty: tag.IsEmpty || MarkupNames.Unread.Contains(tag.Name));
        }
    }

    /// <summary>Behind the next end; what is missing once is not looked for again.</summary>
    private int? After(int from, string end)
    {
        var at = missing.Contains(end) ? -1 : markup.IndexOf(end, from, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            missing.Add(end);
            return null;
        }

        return at + end.Length;
    }
}
