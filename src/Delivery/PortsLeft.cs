namespace DigestMailer.Delivery;

/// <summary>How many ports of a run still take mail; the last one stops the run instead of leaving it.</summary>
internal sealed class PortsLeft(int ports)
{
    private int left = ports;

    /// <returns>False for the last one.</returns>
    public bool MayLeave() => Interlocked.Decrement(ref left) > 0;
}
