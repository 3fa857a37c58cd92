using System.Buffers;
using DigestMailer.Storage;

namespace DigestMailer.Digests;

/// <summary>
/// A rendered text with holes: what is the same for everyone is quoted-printable already, what is not is put in for each person.
/// Every way of filling it gives valid quoted-printable with lines of at most 76.
/// </summary>
internal sealed class Stencil
{
    private const char Opens = '\uFDD0';
    private const char Closes = '\uFDD1';

    // A signed link with the address of its site is about as long.
    private const int HoleBytes = 110;

    private readonly IReadOnlyList<Piece> pieces;

    private Stencil(IReadOnlyList<Piece> pieces) =>
        (this.pieces, EncodedBytes) = (pieces, pieces.Sum(piece => QuotedPrintable.SoftBreak.Length + (piece.Name is null ? piece.Encoded.Length : HoleBytes)));

    /// <summary>Bytes of the text before encoding, with a guess at what holes will hold; near enough also what the stencil takes in memory.</summary>
    public int Bytes => pieces.Sum(piece => piece.Bytes);

    /// <summary>Bytes of the text after encoding, with a guess at what holes will hold.</summary>
    public int EncodedBytes { get; }

    /// <summary>The mark of a hole; made of noncharacters, which <see cref="PlainText.Line"/> removes from all text of strangers, so only we can write one.</summary>
    public static string Hole(string name) => $"{Opens}{name}{Closes}";

    public static Stencil Of(string text)
    {
        var pieces = new List<Piece>();
        for (var at = 0; at < text.Length;)
        {
            var opens = text.IndexOf(Opens, at);
            var end = opens < 0 ? text.Length : opens;
            if (end > at)
            {
                pieces.Add(Piece.Literal(text[at..end]));
            }

            if (opens < 0)
            {
                break;
            }

            var closes = text.IndexOf(Closes, opens);
            if (closes < 0)
            {
                throw new RefusedException("A template cuts recipient.*, digest.date or what of a paper is put in after rendering (number, because, card, line); write them whole.");
            }

            pieces.Add(Piece.Hole(text[(opens + 1)..closes]));
            at = closes + 1;
        }

        return new(pieces);
    }

    /// <summary>The same stencil with holes closed by others, whose own holes stay open.</summary>
    /// <param name="filling">What goes into the hole of a name; null where it stays open.</param>
    public Stencil With(Func<string, Stencil?> filling) =>
        new([.. pieces.SelectMany(piece => piece.Name is { } name && filling(name) is { } inner ? inner.pieces : [piece])]);

    /// <summary>The same stencil with all that stands between two holes in one piece, for one that is filled often.</summary>
    public Stencil Joined()
    {
        var joined = new List<Piece>();
        var between = new List<Piece>();
        foreach (var piece in pieces.Append(null))
        {
            if (piece is { Name: null })
            {
                between.Add(piece);
                continue;
            }

            if (between.Count > 0)
            {
                joined.Add(Piece.Join(between));
                between.Clear();
            }

            if (piece is not null)
            {
                joined.Add(piece);
            }
        }

        return new(joined);
    }

    /// <summary>Writes the encoded text for one person.</summary>
    /// <param name="value">What stands in a hole; asked once for each name.</param>
    /// <returns>Whether the last line is left open, without its end.</returns>
    public bool Fill(IBufferWriter<byte> to, Func<string, string> value)
    {
        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var inLine = false;
        foreach (var piece in pieces)
        {
            var bytes = piece.Name is null ? piece.Encoded : Known(values, piece.Name, value);
            if (bytes.Length == 0)
            {
                continue;
            }

            if (inLine)
            {
                to.Write(QuotedPrintable.SoftBreak);
            }

            to.Write(bytes);
            inLine = bytes[^1] != '\n';
        }

        return inLine;
    }

    private static byte[] Known(Dictionary<string, byte[]> values, string hole, Func<string, string> value)
    {
        if (!values.TryGetValue(hole, out var bytes))
        {
            values[hole] = bytes = QuotedPrintable.Encode(value(hole));
        }

        return bytes;
    }

    private sealed record Piece(string? Name, byte[] Encoded, int Bytes)
    {
        public static Piece Literal(string text) => new(null, QuotedPrintable.Encode(text), System.Text.Encoding.UTF8.GetByteCount(text));

        public static Piece Join(IReadOnlyList<Piece> literals)
        {
            var all = new ArrayBufferWriter<byte>(literals.Sum(piece => piece.Encoded.Length + QuotedPrintable.SoftBreak.Length));
            new Stencil(literals).Fill(all, _ => "");
            return new(null, all.WrittenSpan.ToArray(), literals.Sum(piece => piece.Bytes));
        }

        public static Piece Hole(string name) => new(name, [], HoleBytes);
    }
}
