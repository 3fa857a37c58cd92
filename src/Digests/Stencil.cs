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

    private Stencil(IReadOnlyList<Piece> pieces) => this.pieces = pieces;

    /// <summary>Bytes of the text before encoding, with a guess at what holes will hold; near enough also what the stencil takes in memory.</summary>
    public int Bytes => pieces.Sum(piece => piece.Bytes);

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
                throw new RefusedException("A template cuts recipient.*, paper.number or paper.card, which are put in after rendering; write them whole.");
            }

            pieces.Add(Piece.Hole(text[(opens + 1)..closes]));
            at = closes + 1;
        }

        return new(pieces);
    }

    /// <summary>The same stencil with the named holes closed by others, whose own holes stay open.</summary>
    public Stencil With(IReadOnlyDictionary<string, Stencil> fillings) =>
        new([.. pieces.SelectMany(piece => piece.Name is { } name && fillings.TryGetValue(name, out var filling) ? filling.pieces : [piece])]);

    /// <summary>The encoded text for one person; a hole without a value is a bug.</summary>
    public byte[] Fill(Func<string, byte[]> value)
    {
        using var filled = new MemoryStream(pieces.Sum(piece => piece.Encoded.Length + 3) + 1024);
        foreach (var piece in pieces)
        {
            var bytes = piece.Name is null ? piece.Encoded : value(piece.Name);
            if (bytes.Length == 0)
            {
                continue;
            }

            if (filled.Length > 0 && filled.GetBuffer()[filled.Length - 1] != '\n')
            {
                filled.Write(QuotedPrintable.SoftBreak);
            }

            filled.Write(bytes);
        }

        return filled.ToArray();
    }

    private sealed record Piece(string? Name, byte[] Encoded, int Bytes)
    {
        public static Piece Literal(string text) => new(null, QuotedPrintable.Encode(text), System.Text.Encoding.UTF8.GetByteCount(text));

        public static Piece Hole(string name) => new(name, [], HoleBytes);
    }
}
