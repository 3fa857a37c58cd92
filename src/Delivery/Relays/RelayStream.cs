using System.Net.Sockets;

namespace DigestMailer.Delivery.Relays;

/// <summary>
/// The line to a relay. It gathers what is written and sends it in one piece when it is flushed or before the next
/// read, so that a mail is one call to the system and not one for each 4 KB. Each read and each write ends after
/// <see cref="ReadTimeout"/> or <see cref="WriteTimeout"/> with a <see cref="TimeoutException"/>.
/// </summary>
/// <param name="budget">What each answer may take.</param>
internal sealed class RelayStream(Socket socket, AnswerBudget budget) : Stream
{
    /// <summary>A digest with its headers fits; a longer mail goes out in several pieces.</summary>
    private const int MostGathered = 128 * 1024;

    private readonly CancellationTokenSource[] patience = [new(), new()];
    private byte[] gathered = new byte[4 * 1024];
    private int used;

    /// <summary>Milliseconds.</summary>
    public override int ReadTimeout { get; set; } = Timeout.Infinite;

    /// <summary>Milliseconds.</summary>
    public override int WriteTimeout { get; set; } = Timeout.Infinite;

    public override bool CanTimeout => true;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>
    /// Sends what was gathered first: whoever reads waits for a reply to it. MailKit skips the flush when the last
    /// write emptied its own buffer, as it does for every mail whose size is a multiple of 4,096 bytes.
    /// </summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        used == 0 ? ReceiveAsync(buffer, cancellationToken) : FlushAndReceiveAsync(buffer, cancellationToken);

    private async ValueTask<int> FlushAndReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        await FlushAsync(cancel);
        return await ReceiveAsync(buffer, cancel);
    }

    private async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel) =>
        budget.Took(await WithinAsync(socket.ReceiveAsync(buffer, patience[0].Token), 0,
            Sooner(ReadTimeout, budget.Milliseconds), cancel));

    private static int Sooner(int a, int b) => a < 0 ? b : b < 0 ? a : Math.Min(a, b);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default)
    {
        if (used + buffer.Length > MostGathered)
        {
            await FlushAsync(cancellationToken);
        }

        if (buffer.Length > MostGathered)
        {
            await SendAsync(buffer, cancellationToken);
            return;
        }

        if (used + buffer.Length > gathered.Length)
        {
            Array.Resize(ref gathered, Math.Max(2 * gathered.Length, used + buffer.Length));
        }

        buffer.Span.CopyTo(gathered.AsSpan(used));
        used += buffer.Length;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (used > 0)
        {
            var all = gathered.AsMemory(0, used);
            used = 0;
            await SendAsync(all, cancellationToken);
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        budget.Begin();
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await WithinAsync(socket.SendAsync(bytes, patience[1].Token), 1, WriteTimeout, cancel)..];
        }
    }

    /// <summary>An act that the system finishes at once, as it does nearly every send, needs no clock.</summary>
    /// <param name="act">Already begun, with the token of its patience.</param>
    /// <param name="which">Whose patience: a read and a write may run at the same time.</param>
    private ValueTask<int> WithinAsync(ValueTask<int> act, int which, int milliseconds, CancellationToken cancel) =>
        act.IsCompletedSuccessfully ? act : WaitAsync(act, which, milliseconds, cancel);

    private async ValueTask<int> WaitAsync(ValueTask<int> act, int which, int milliseconds, CancellationToken cancel)
    {
        var limit = patience[which];
        using var cancelled = cancel.UnsafeRegister(state => ((CancellationTokenSource)state!).Cancel(), limit);
        limit.CancelAfter(milliseconds);
        try
        {
            return await act;
        }
        catch (SocketException broken)
        {
            throw new IOException(broken.Message, broken);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing in {milliseconds / 1000.0:0.#} s");
        }
        finally
        {
            if (!limit.TryReset())
            {
                limit.Dispose();
                patience[which] = new CancellationTokenSource();
            }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush() => FlushAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
            Array.ForEach(patience, limit => limit.Dispose());
        }

        base.Dispose(disposing);
    }
}
