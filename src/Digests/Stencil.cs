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

    // Between two holes stands one piece at most.
    private readonly IReadOnlyList<Piece> pieces;

    private Stencil(IReadOnlyList<Piece> pieces) =>
        (this.pieces, EncodedBytes) = (pieces, pieces.Sum(piece => QuotedPrintable.SoftBreak.Length + (piece.Name is null ? piece.Encoded.Length : HoleBytes)));

    /// <summary>Bytes of the text before encoding, with a guess at what holes will hold; near enough also what the stencil takes in memory.</summary>
    public int Bytes => pieces.Sum(piece => piece.Bytes);

    /// <summary>Bytes of the text after encoding, with a guess at what holes will hold.</summary>
    public int EncodedBytes { get; }

    /// <summary>The mark of a hole; made of noncharacters, which <see cref="PlainText.Line"/> removes from all text of strangers, so only we can write one.</summary>
    public static string Hole(string name) => $"{Opens}{name}{Closes}";

    /// <param name="filling">What goes into the hole of a name; null where it stays open.</param>
    public static Stencil Of(string text, Func<string, Filling?>? filling = null)
    {
        var writing = new Writing();
        for (var at = 0; at < text.Length;)
        {
            var opens = text.IndexOf(Opens, at);
            writing.Literal(text.AsSpan(at..(opens < 0 ? text.Length : opens)));
            if (opens < 0)
            {
                break;
            }

            var closes = text.IndexOf(Closes, opens);
            if (closes < 0)
            {
                throw new RefusedException("A template cuts recipient.*, digest.date or what of a paper is put in after rendering (number, because, card, line); write them whole.");
            }

            writing.Hole(Piece.Hole(text[(opens + 1)..closes]), filling);
            at = closes + 1;
        }

        return writing.Done();
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
        public static Piece Hole(string name) => new(name, [], HoleBytes);
    }

    /// <summary>What goes into a hole, and into the holes of that.</summary>
    public sealed record Filling(Stencil Stencil, Func<string, Filling?>? Inner = null);

    /// <summary>A stencil in the making, which ends a piece only where a hole stays open.</summary>
    private sealed class Writing
    {
        // Buffers as long as a body are worth keeping: one for a thread, and one for each filling that makes a stencil of its own meanwhile.
        [ThreadStatic]
        private static Stack<ArrayBufferWriter<byte>>? spare;

        private readonly List<Piece> pieces = [];
        private readonly ArrayBufferWriter<byte> open = (spare ??= []).TryPop(out var kept) ? kept : new();
        private int bytes;

        public void Literal(ReadOnlySpan<char> text)
        {
            if (!text.IsEmpty)
            {
                Continue();
                bytes += QuotedPrintable.Encode(text, open);
            }
        }

        public void Hole(Piece hole, Func<string, Filling?>? filling)
        {
            if (filling?.Invoke(hole.Name!) is { } inner)
            {
                Put(inner);
                return;
            }

            End();
            pieces.Add(hole);
        }

        private void Put(Filling filling)
        {
            foreach (var piece in filling.Stencil.pieces)
            {
                if (piece.Name is not null)
                {
                    Hole(piece, filling.Inner);
                    continue;
                }

                Continue();
                open.Write(piece.Encoded);
                bytes += piece.Bytes;
            }
        }

        public Stencil Done()
        {
            End();
            spare!.Push(open);
            return new(pieces);
        }

        /// <summary>What follows in the same line comes after a soft break, since it was encoded as if it began one.</summary>
        private void Continue()
        {
            if (open.WrittenCount > 0 && open.WrittenSpan[^1] != '\n')
            {
                open.Write(QuotedPrintable.SoftBreak);
            }
        }

        private void End()
        {
            if (open.WrittenCount > 0)
            {
                pieces.Add(new(null, open.WrittenSpan.ToArray(), bytes));
                open.ResetWrittenCount();
                bytes = 0;
            }
        }
    }
}
