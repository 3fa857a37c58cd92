using Dapper;

namespace DigestMailer.Tests.Storage;

internal sealed class SqliteDatabaseTests
{
    [Test]
    public async Task Migrating_twice_changes_nothing()
    {
        using var test = new TestDatabase();
        test.Database.Migrate();
        await using var connection = await test.Database.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM papers"), Is.Zero);
    }

    [Test]
    public async Task A_failed_write_leaves_nothing()
    {
        using var test = new TestDatabase();
        await Assert.ThatAsync(() => test.Database.WriteAsync(async t =>
        {
            await t.ExecuteAsync("INSERT INTO turns(name, next_at) VALUES ('x', 1)");
            throw new InvalidOperationException();
        }), Throws.InvalidOperationException);
        await using var connection = await test.Database.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM turns"), Is.Zero);
    }
}
