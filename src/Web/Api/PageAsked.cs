using System.Globalization;

namespace DigestMailer.Web.Api;

/// <summary>Which part of a list a caller asks for, by <c>limit</c> and <c>cursor</c>.</summary>
/// <param name="After">Where the part before ended; null for the first part.</param>
internal sealed record PageAsked(int Limit, long? After)
{
    public const int Most = 200;
    private const int Usual = 50;

    public static (PageAsked? Page, ApiAnswer? Fault) Read(string? limit, string? cursor)
    {
        var most = Usual;
        if (limit is not null && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most)
            && most is >= 1 and <= Most))
        {
            return (null, ApiAnswer.Fault(StatusCodes.Status400BadRequest, "limit", $"limit must be 1 to {Most}."));
        }

        if (cursor is null)
        {
            return (new PageAsked(most, null), null);
        }

        return Cursor.Read(cursor) is { } after ? (new PageAsked(most, after), null)
            : (null, ApiAnswer.Fault(StatusCodes.Status400BadRequest, "cursor",
                "cursor must be the \"next\" of the page before."));
    }
}
