namespace DigestMailer.Delivery;

/// <summary>What a run of delivery is asked to do.</summary>
/// <param name="Worker">The name under which it takes mail; each run has its own.</param>
/// <param name="Only">Only this subscriber's mail.</param>
/// <param name="WaitForLeases">Wait for mail that another worker, perhaps a killed one, has taken, until its lease
/// ends.</param>
/// <param name="Planning">While this runs, more mail may become due.</param>
internal sealed record RunOrders(string Worker, long? Only, bool WaitForLeases, Task Planning);
