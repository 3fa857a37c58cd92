using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Subscribers;

/// <summary>People come, change their wishes and go.</summary>
internal sealed class SubscriberStoreTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly Rhythm Mornings =
        new(Every.Weekday, DayOfWeek.Monday, new TimeOnly(7, 30), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Test]
    public async Task An_enrolled_subscriber_is_found_with_the_same_wishes()
    {
        using var test = new TestDatabase();
        var store = Store(test);
        Assert.That(await store.EnrolAsync([Person("ana@example.org", ["speech"])]),
            Is.EqualTo(new[] { Enrolled.Added }));
        var found = (await store.FindAsync("ANA@example.org"))!;
        Assert.That((found.Email, found.State, found.Wishes.Rhythm, found.Wishes.Max),
            Is.EqualTo(("ana@example.org", SubscriptionState.Confirmed, Mornings, 12)));
        Assert.That(found.Wishes.Topics.Definition, Is.EqualTo(TopicSet.Create(["speech"], []).Definition));
    }

    [Test]
    public async Task Enrolling_twice_changes_and_does_not_double()
    {
        using var test = new TestDatabase();
        var store = Store(test);
        await store.EnrolAsync([Person("ana@example.org", ["speech"])]);
        Assert.That(await store.EnrolAsync([Person("Ana@Example.org", ["audio"]), Person("bo@example.org", ["audio"])]),
            Is.EqualTo(new[] { Enrolled.Changed, Enrolled.Added }));
        var all = new List<string>();
        await foreach (var one in store.ListAsync())
        {
            all.Add(one.Email + " " + one.Wishes.Topics.Topics.Single());
        }

        Assert.That(all, Is.EqualTo(new[] { "ana@example.org audio", "bo@example.org audio" }));
    }

    [Test]
    public async Task Leaving_is_idempotent_and_forgetting_is_whole()
    {
        using var test = new TestDatabase();
        var store = Store(test);
        await store.EnrolAsync([Person("ana@example.org", [])]);
        var id = (await store.FindAsync("ana@example.org"))!.Id;
        Assert.That(await LeaveAsync(test, id), Is.True);
        Assert.That(await LeaveAsync(test, id), Is.False);
        Assert.That((await store.FindAsync("ana@example.org"))!.State, Is.EqualTo(SubscriptionState.Unsubscribed));
        Assert.That(await store.RemoveAsync("ana@example.org"), Is.True);
        Assert.That(await store.RemoveAsync("ana@example.org"), Is.False);
        Assert.That(await LeaveAsync(test, id), Is.False);
    }

    [Test]
    public async Task Two_processes_make_one_key()
    {
        using var test = new TestDatabase();
        var hashes =
            await Task.WhenAll(
                Enumerable.Range(0, 4)
                    .Select(
                        _ => Task.Run(
                            () => new AddressHash(new KeyRing(test.Database, TimeProvider.System))
                                .Of("ana@example.org"))));
        Assert.That(hashes.Distinct().Count(), Is.EqualTo(1));
    }

    private static SubscriberStore Store(TestDatabase test) =>
        new(test.Database, new AddressHash(new KeyRing(test.Database, TimeProvider.System)), TimeProvider.System);

    private static Task<bool> LeaveAsync(TestDatabase test, long id)
    {
        var hash = new AddressHash(new KeyRing(test.Database, TimeProvider.System));
        var life =
            new SubscriptionLife(test.Database, hash, new SuppressionStore(test.Database, hash, TimeProvider.System),
                TimeProvider.System, []);
        return test.Database.WriteAsync(transaction => life.LeaveAsync(transaction, id, new Consent("link")));
    }

    private static Enrolment Person(string email, string[] topics) =>
        new(email, null, new Wishes { Topics = TopicSet.Create(topics, []), Rhythm = Mornings, Max = 12 }, true, "test",
            "form");
}
