using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Subscribers;

/// <summary>What people who are enrolled become, by what is known of them.</summary>
internal sealed class JoiningTests
{
    private static readonly DateTimeOffset Left = new(2026, 3, 2, 7, 0, 0, TimeSpan.Zero);

    private static readonly Enrolment Ana =
        new("ana@example.org", "Ana", new Wishes { Topics = TopicSet.Create([], []) }, true, "import", "form");

    private static readonly KnownSubscriber Known = new()
    {
        Id = 1,
        AddressHash = "stored",
        State = SubscriptionState.Confirmed,
        Definition = TopicSet.Create([], []).Definition,
    };

    private static readonly KnownSubscriber Gone = Known with { State = SubscriptionState.Unsubscribed, LeftAt = Left };

    [Test]
    public void Somebody_new_is_added_under_the_hash_of_the_address()
    {
        var joining = Joining.Of(Ana, "hash", [], false);
        Assert.That((joining.End, joining.Key, joining.Email, joining.Name, joining.FurtherOf),
            Is.EqualTo((Enrolled.Added, "hash", "ana@example.org", "Ana", (long?)null)));
    }

    [Test]
    public void A_further_digest_has_a_key_of_its_own_and_no_name_of_its_reader()
    {
        var joining = Joining.Of(Ana with { Digest = "Alert" }, "hash", [Known with { Digest = "Main" }], false);
        var key = DigestName.Key(1, "Alert");
        Assert.That((joining.End, joining.Key, joining.Email, joining.Name, joining.FurtherOf),
            Is.EqualTo((Enrolled.Added, key, key, (string?)null, (long?)1)));
        var again = Joining.Of(Ana with { Digest = "ALERT" }, "hash",
            [Known, Known with { Id = 2, FurtherOf = 1, Digest = "Alert", AddressHash = key }], false);
        Assert.That((again.End, again.Key, again.Email, again.FurtherOf),
            Is.EqualTo((Enrolled.Changed, key, key, (long?)1)));
        Assert.That(Joining.Of(Ana, "hash", [Known with { Digest = "Main" }], false).Key, Is.EqualTo("stored"));
    }

    [TestCase(0, false, false, Enrolled.Left)]
    [TestCase(1, false, false, Enrolled.Left)]
    [TestCase(0, true, false, Enrolled.Left)]
    [TestCase(1, true, false, Enrolled.Changed)]
    [TestCase(-1, false, true, Enrolled.Changed)]
    public void Whoever_left_comes_back_by_a_newer_consent_or_by_the_operator_alone(int hours, bool confirmed,
        bool mayReturn, object end)
    {
        var back = Ana with { Confirmed = confirmed, ConsentedAt = Left.AddHours(hours), MayReturn = mayReturn };
        Assert.That(Joining.Of(back, "hash", [Gone], false).End, Is.EqualTo(end));
        Assert.That(Joining.Of(back, "hash", [Gone with { State = SubscriptionState.Pending }], false).End,
            Is.EqualTo(end), "asking to come back is not coming back");
        Assert.That(Joining.Of(back, "hash", [Gone], true).End, Is.EqualTo(Enrolled.Suppressed));
    }

    [Test]
    public void Whoever_left_at_an_unknown_time_or_only_waits_is_told_apart()
    {
        var back = Ana with { ConsentedAt = Left };
        Assert.That(Joining.Of(back, "hash", [Gone with { LeftAt = null }], false).End, Is.EqualTo(Enrolled.Left));
        Assert.That(Joining.Of(Ana, "hash", [Known with { State = SubscriptionState.Pending }], false).End,
            Is.EqualTo(Enrolled.Changed));
    }

    [TestCase(-1, Enrolled.Changed)]
    [TestCase(0, Enrolled.Changed)]
    [TestCase(1, Enrolled.Kept)]
    public void Whoever_agreed_here_after_they_left_there_stays(int hours, object end)
    {
        var gone = Ana with { HasLeft = true, LeftAt = Left };
        var here = Known with { ConsentedAt = Left.AddHours(hours) };
        Assert.That(Joining.Of(gone, "hash", [here], false).End, Is.EqualTo(end));
        Assert.That(Joining.Of(gone, "hash", [here], false).State, Is.EqualTo(SubscriptionState.Unsubscribed));
        Assert.That(Joining.Of(gone, "hash", [Gone], false).End, Is.EqualTo(Enrolled.Kept));
        Assert.That(Joining.Of(gone, "hash", [here with { State = SubscriptionState.Pending }], false).End,
            Is.EqualTo(Enrolled.Changed));
    }

    [TestCase(9, Enrolled.Added)]
    [TestCase(10, Enrolled.Full)]
    public void A_reader_has_at_most_ten_digests(int digests, object end) =>
        Assert.That(Further([.. Enumerable.Range(1, digests).Select(id => Known with { Id = id })]).End,
            Is.EqualTo(end));

    [TestCase(-1, Enrolled.Left)]
    [TestCase(1, Enrolled.Added)]
    public void A_further_digest_of_a_reader_who_left_all_needs_a_consent_after_the_last(int hours, object end)
    {
        KnownSubscriber[] left = [Gone with { LeftAt = Left.AddDays(-9) }, Gone with { Id = 2 }];
        Assert.That(Further(left, Left.AddHours(hours)).End, Is.EqualTo(end));
        Assert.That(Further([.. left, Known with { Id = 3 }]).End, Is.EqualTo(Enrolled.Added), "one was not left");
    }

    [Test]
    public void A_further_digest_is_confirmed_as_soon_as_its_reader_is()
    {
        var waits = Known with { Id = 2, FurtherOf = 1, Digest = "Waits", State = SubscriptionState.Pending };
        Assert.That(Further([waits, Known]).State, Is.EqualTo(SubscriptionState.Confirmed));
        Assert.That(Further([waits]).State, Is.EqualTo(SubscriptionState.Pending));
        Assert.That(Joining.Of(Ana with { Confirmed = false, Digest = "waits" }, "hash", [Known, waits], false).State,
            Is.EqualTo(SubscriptionState.Pending));
    }

    [TestCase(SubscriptionState.Confirmed, 1)]
    [TestCase(SubscriptionState.Pending, 0)]
    public void A_day_that_was_served_is_not_served_again_after_a_change(object state, int days)
    {
        var known = Known with { State = (SubscriptionState)state, ChosenAt = Left };
        Assert.That(Joining.Of(Ana, "hash", [known], false).Change(1, 1, Left.AddHours(1)).NextAt,
            Is.EqualTo(Left.AddDays(days)));
        var waits = Joining.Of(Ana with { Confirmed = false }, "hash", [], false);
        Assert.That(waits.Change(1, 1, Left).NextAt, Is.Null);
    }

    [Test]
    public void A_state_came_to_be_when_people_agreed_or_left_as_far_as_that_is_known()
    {
        var now = Left.AddDays(1);
        Assert.That(Joining.Of(Ana with { ConsentedAt = Left }, "hash", [], false).Since(now), Is.EqualTo(Left));
        Assert.That(Joining.Of(Ana, "hash", [], false).Since(now), Is.EqualTo(now));
        var gone = Ana with { HasLeft = true };
        Assert.That(Joining.Of(gone with { LeftAt = Left }, "hash", [], false).Since(now), Is.EqualTo(Left));
        Assert.That(Joining.Of(gone, "hash", [], false).Since(now), Is.EqualTo(now));
        Assert.That(Joining.Of(Ana with { Confirmed = false, ConsentedAt = Left }, "hash", [], false).Since(now),
            Is.EqualTo(now));
    }

    private static Joining Further(KnownSubscriber[] known, DateTimeOffset? consented = null) =>
        Joining.Of(Ana with { Digest = "New", Confirmed = consented is not null, ConsentedAt = consented }, "hash",
            known, false);
}
