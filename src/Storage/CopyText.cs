using System.Globalization;
using System.Text;

namespace DigestMailer.Storage;

/// <summary>A row in the text format of PostgreSQL's COPY, which needs to know no column types.</summary>
internal static class CopyText
{
    public static void Append(StringBuilder line, object?[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (i > 0)
            {
                line.Append('\t');
            }

            Append(line, row[i]);
        }

        line.Append('\n');
    }

    private static void Append(StringBuilder line, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                line.Append("\\N");
                break;
            case byte[] bytes:
                line.Append("\\\\x").Append(Convert.ToHexStringLower(bytes));
                break;
            case string text:
                Append(line, text);
                break;
            case bool truth:
                line.Append(truth ? '1' : '0');
                break;
            default:
                line.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static void Append(StringBuilder line, string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => line.Append("\\\\"),
                '\t' => line.Append("\\t"),
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                // PostgreSQL keeps no zero in text.
                '\0' => line,
                _ => line.Append(c),
            };
        }
    }
}
