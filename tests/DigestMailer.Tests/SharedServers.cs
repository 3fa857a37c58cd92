namespace DigestMailer.Tests;

/// <summary>Stops the servers that the tests of a run shared.</summary>
[SetUpFixture]
internal sealed class SharedServers
{
    [OneTimeTearDown]
    public void Stop() => PostgresServer.StopShared();
}
