using System.Diagnostics.CodeAnalysis;
using Dapper;

namespace DigestMailer.Tests;

/// <summary>What the tests of a run share: servers, a browser, and what Dapper has learned of the database.</summary>
[SetUpFixture]
internal sealed class SharedServers
{
    [OneTimeSetUp]
    public void Share() => SqlMapper.ConnectionStringComparer = new SameSchema();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        PostgresServer.StopShared();
        await Browser.StopSharedAsync();
    }

    /// <summary>
    /// Databases of one kind count as one: all have the same tables. Otherwise Dapper compiles each statement again for
    /// the database of each test, which took a tenth of a run.
    /// </summary>
    private sealed class SameSchema : IEqualityComparer<string>
    {
        public bool Equals(string? one, string? other) => IsSqlite(one) == IsSqlite(other);

        public int GetHashCode([DisallowNull] string text) => IsSqlite(text).GetHashCode();

        private static bool IsSqlite(string? text) => text?.StartsWith("Data Source", StringComparison.Ordinal) == true;
    }
}
