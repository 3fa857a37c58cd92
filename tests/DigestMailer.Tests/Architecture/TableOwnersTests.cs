namespace DigestMailer.Tests.Architecture;

/// <summary>SQL follows the order of the rooms as code does.</summary>
internal sealed class TableOwnersTests
{
    [Test]
    public void A_room_names_only_its_own_tables_and_those_of_rooms_above_it() =>
        Assert.That(SourceCode.Models().SelectMany(TableOwners.Foreign), Is.Empty);

    [TestCase("Papers.Merging", "\"DELETE FROM digest_papers\"", "digest_papers of Digests.Choosing")]
    [TestCase("Subscribers", "$\"SELECT 1 FROM subscribers p JOIN outbox o ON o.id = {1}\"", "outbox of Outbox")]
    [TestCase("Outbox", "$\"SELECT {1} FROM \" + \"x; UPDATE bounces SET kind = 'Hard'\"", "bounces of Bounces")]
    [TestCase("Planning", "\"insert into signups(email) values (1)\"", "signups of Web")]
    public void A_planted_table_of_a_later_room_is_found(string room, string text, string found) =>
        Assert.That(TableOwners.Foreign(SourceCode.Planted(room, $"public static string Sql => {text};")),
            Has.One.Contains(found));

    [Test]
    public void Every_table_of_the_migrations_has_an_owner() => Assert.That(TableOwners.Unowned(), Is.Empty);
}
