using System.Runtime.InteropServices;

namespace DigestMailer.Service.Running;

/// <summary>
/// The wish that the service read its settings and templates again. It outlives the host that is replaced.
/// </summary>
internal sealed class Reload : IDisposable
{
    private readonly SemaphoreSlim asked = new(0, 1);
    private readonly Lock gate = new();
    private readonly bool hasTerminal = !Console.IsInputRedirected;
    private PosixSignalRegistration? signal;

    /// <summary>From here on SIGHUP asks for it.</summary>
    public Reload OnSignal()
    {
        if (!OperatingSystem.IsWindows())
        {
            signal = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
            {
                if (!hasTerminal || HasTerminalStill())
                {
                    context.Cancel = true;
                    Ask();
                }
            });
        }

        return this;
    }

    /// <summary>A terminal that was closed says so by the same signal; then the service is to end with it.</summary>
    private static bool HasTerminalStill()
    {
        try
        {
            using var terminal = File.OpenRead("/dev/tty");
            return true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Asks for a reload; several before it begins are one.</summary>
    public void Ask()
    {
        lock (gate)
        {
            if (asked.CurrentCount == 0)
            {
                asked.Release();
            }
        }
    }

    /// <summary>Waits until a reload is asked for, or there is to be none any more.</summary>
    /// <returns>Whether one is asked for.</returns>
    public async Task<bool> IsAskedAsync(CancellationToken stop)
    {
        try
        {
            await asked.WaitAsync(stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        signal?.Dispose();
        asked.Dispose();
    }
}
