using System.Buffers;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// A rendered text with holes: what is the same for everyone is quoted-printable already, what is not is put in for
/// each person. Every way of filling it gives valid quoted-printable with lines of at most 76.
/// </summary>
internal sealed class Stencil
{
    // A signed link with the address of its site is about as long.
    private const int HoleBytes = 110;

    // Between two holes there is one piece at most.
    private readonly Piece[] pieces;

    private Stencil(Piece[] pieces) =>
        (this.pieces, EncodedBytes) =
            (pieces,
                pieces.Sum(
                    piece =>
                        QuotedPrintable.SoftBreak.Length + (piece.Name is null ? piece.Encoded.Length : HoleBytes)));

    /// <summary>
    /// Bytes of the text before encoding, with a guess at what holes will hold; near enough also what the stencil takes
    /// in memory.
    /// </summary>
    public int Bytes => pieces.Sum(piece => piece.Bytes);

    /// <summary>Bytes of the text after encoding, with a guess at what holes will hold.</summary>
    public int EncodedBytes { get; }

    public static Stencil Of(string text)
    {
        var writing = new Writing();
        writing.Put(text);
        return writing.Done();
    }

    /// <summary>This with some of its holes filled.</summary>
    /// <param name="filling">What goes into the hole of a name; null where it stays open.</param>
    public Stencil With(Func<string, Filling?> filling)
    {
        var writing = new Writing();
        writing.Put(this, filling);
        return writing.Done();
    }

    /// <summary>Writes the encoded text for one person.</summary>
    /// <param name="value">The text of a hole; asked once for each name, except within a wrapped text.</param>
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

            if (inLine && bytes[0] != '\r')
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
            values[hole] = bytes = QuotedPrintable.Encode(Hole.Value(hole, value)!);
        }

        return bytes;
    }

    /// <param name="Name">Of a hole; null for a text.</param>
    private sealed record Piece(string? Name, byte[] Encoded, int Bytes);

    /// <summary>What goes into a hole: a text, or a stencil and what goes into the holes of that.</summary>
    public sealed record Filling(Stencil? Stencil, Func<string, Filling?>? Inner = null)
    {
        public Filling(string text)
            : this((Stencil?)null) => Text = text;

        public string Text { get; } = "";
    }

    /// <summary>A stencil in the making, which ends a piece only where a hole stays open.</summary>
    private sealed class Writing
    {
        // Buffers as long as a body are worth keeping: one for a thread, and one for each filling that makes a stencil
        // of its own meanwhile.
        [ThreadStatic]
        private static Stack<ArrayBufferWriter<byte>>? spare;

        private readonly List<Piece> pieces = [];
        private readonly ArrayBufferWriter<byte> open = (spare ??= []).TryPop(out var kept) ? kept : new();
        private int bytes;

        public void Put(string text)
        {
            if (!Hole.IsIn(text))
            {
                Literal(text);
                return;
            }

            foreach (var (literal, name) in Hole.Parts(text))
            {
                Literal(text.AsSpan(literal));
                if (name is not null)
                {
                    Leave(new(name, [], HoleBytes));
                }
            }
        }

        public void Put(Stencil stencil, Func<string, Filling?>? filling)
        {
            foreach (var piece in stencil.pieces)
            {
                if (piece.Name is null)
                {
                    Continue(piece.Encoded[0]);
                    open.Write(piece.Encoded);
                    bytes += piece.Bytes;
                }
                else if (filling?.Invoke(piece.Name) is { } inner)
                {
                    Put(inner);
                }
                else
                {
                    Leave(piece);
                }
            }
        }

        private void Put(Filling filling)
        {
            if (filling.Stencil is null)
            {
                Put(filling.Text);
                return;
            }

            Put(filling.Stencil, filling.Inner);
        }

        private void Literal(ReadOnlySpan<char> text)
        {
            if (!text.IsEmpty)
            {
                Continue(text[0] is '\r' or '\n' ? '\r' : ' ');
                bytes += QuotedPrintable.Encode(text, open);
            }
        }

        private void Leave(Piece hole)
        {
            End();
            pieces.Add(hole);
        }

        public Stencil Done()
        {
            End();
            spare!.Push(open);
            return new([.. pieces]);
        }

        /// <summary>
        /// What follows in the same line comes after a soft break, since it was encoded as if it began one; the end of
        /// the line needs none.
        /// </summary>
        private void Continue(int first)
        {
            if (first != '\r' && open.WrittenCount > 0 && open.WrittenSpan[^1] != '\n')
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
