using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using DigestMailer.Tests.Delivery;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Subscribers;

/// <summary>The record that people export of themselves.</summary>
internal sealed class PersonalRecordTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task A_record_names_each_thing_that_is_stored_of_a_person()
    {
        await using var box = new OutboxFixture();
        var store = box.Get<SubscriberStore>();
        var ana = new Enrolment("ana@example.org", "Ana", new Wishes { Topics = TopicSet.Create([], []) }, true,
            "import", "form");
        await store.EnrolAsync([ana]);
        var id = (await store.FindAsync(ana.Email))!.Id;
        var alone = await RecordAsync(box, id);
        Assert.That(alone.Keys, Is.SupersetOf(
            new[] { "email", "name", "since", "state", "pausedUntil", "wishes", "consents", "mail" }));
        Assert.That((alone["email"], alone["name"], alone["since"], alone["state"], alone["pausedUntil"]),
            Is.EqualTo(("ana@example.org", "Ana", box.Clock.GetUtcNow(), "confirmed", (object?)null)));
        Assert.That(alone.Keys, Has.No.Member("digest").And.No.Member("furtherDigests"));

        await store.EnrolAsync([ana with { Digest = "My alert" }]);
        await box.Get<ReaderDigests>().RenameAsync(id, "Main");
        var several = await RecordAsync(box, id + 1);
        Assert.That(several["digest"], Is.EqualTo("Main"));
        Assert.That(((IEnumerable<object>)several["furtherDigests"]!).Single().ToString(), Does.Contain("My alert"));
        Assert.That(await box.Get<PersonalRecord>().OfAsync(99), Is.Null);
    }

    private static async Task<Dictionary<string, object?>> RecordAsync(OutboxFixture box, long id) =>
        (Dictionary<string, object?>)(await box.Get<PersonalRecord>().OfAsync(id))!;
}
