using System.Buffers;
using System.Text;

namespace DigestMailer.Web.Reading;

/// <summary>
/// A page as the bytes that are sent, with holes for what is one visitor's: a visitor's copy is written piece by piece
/// and never put together, which made up most of the time of a front page.
/// </summary>
internal sealed class HoledPage
{
    private readonly List<Piece> pieces = [];

    /// <param name="holes">The texts that mark where a visitor's values go.</param>
    public HoledPage(string html, IReadOnlyList<string> holes)
    {
        var (from, next) = (0, NextHole(html, 0, holes));
        for (; next.At >= 0; next = NextHole(html, from, holes))
        {
            pieces.Add(new(Encoding.UTF8.GetBytes(html[from..next.At]), next.Hole));
            from = next.At + holes[next.Hole].Length;
        }

        pieces.Add(new(Encoding.UTF8.GetBytes(html[from..]), null));
    }

    public long Bytes => pieces.Sum(piece => 100L + piece.Text.Length);

    private static (int At, int Hole) NextHole(string html, int from, IReadOnlyList<string> holes)
    {
        var first = (At: -1, Hole: -1);
        for (var hole = 0; hole < holes.Count; hole++)
        {
            var at = html.IndexOf(holes[hole], from, StringComparison.Ordinal);
            if (at >= 0 && (first.At < 0 || at < first.At))
            {
                first = (at, hole);
            }
        }

        return first;
    }

    /// <summary>The page of one visitor.</summary>
    /// <param name="values">What goes into each hole.</param>
    public IResult For(IReadOnlyList<string> values, int status) =>
        new Copy(this, [.. values.Select(Encoding.UTF8.GetBytes)], status);

    private sealed record Piece(byte[] Text, int? HoleAfter);

    private sealed class Copy(HoledPage page, byte[][] values, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.ContentLength = page.pieces.Sum(piece =>
                (long)piece.Text.Length + (piece.HoleAfter is { } hole ? values[hole].Length : 0));
            foreach (var piece in page.pieces)
            {
                response.BodyWriter.Write(piece.Text);
                if (piece.HoleAfter is { } hole)
                {
                    response.BodyWriter.Write(values[hole]);
                }
            }

            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
    }
}
