using DigestMailer.Storage;

namespace DigestMailer.Tests;

/// <summary>
/// Facts that hold on either database: every test runs once on each, and <see cref="TestDatabase"/> gives the one in
/// turn.
/// </summary>
/// <param name="provider">Named here so that the runner can give it; <see cref="TestDatabase"/> reads it from the
/// running test.</param>
[TestFixture(StorageProvider.Sqlite)]
[TestFixture(StorageProvider.Postgres)]
internal abstract class OnBothDatabases(StorageProvider provider)
{
    protected StorageProvider Provider => provider;
}
