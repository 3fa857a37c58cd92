using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using DigestMailer.Topics;
using DigestMailer.Web.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Tests.Web.Forms;

/// <summary>Several processes on one database, and people who press a button twice.</summary>
internal sealed class SignupDeskTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task A_request_that_several_answer_at_once_is_answered_once()
    {
        await using var site = await SiteFixture.StartAsync();
        using var visitor = new Visitor(site.Address);
        for (var i = 0; i < 5; i++)
        {
            await visitor.PressAsync("/subscribe", "Subscribe", ("email", $"reader{i}@readers.example"));
            await AtOnceAsync(async () => { await site.Get<SignupDesk>().AnswerAsync(); return true; });
        }

        Assert.That(await site.ReadAsync<string>("SELECT state FROM consents"),
            Is.EqualTo(Enumerable.Repeat("Pending", 5)));
        Assert.That(await site.ReadAsync<string>("SELECT kind FROM outbox"),
            Is.EqualTo(Enumerable.Repeat("Confirm", 5)));
    }

    [Test]
    public async Task Two_requests_for_one_new_address_that_are_answered_at_once_make_one_subscriber()
    {
        await using var site = await SiteFixture.StartAsync();
        var wishes = (await NewReaderAsync(site, "bo@readers.example")).Wishes;
        var life = site.Get<SubscriptionLife>();
        await AtOnceAsync(
            () => site.Get<Database>()
                .WriteAsync(
                    transaction =>
                        life.RequestAsync(transaction, Ana.Address, life.HashOf(Ana.Address), wishes,
                            new Consent("form"))));
        Assert.That(
            await site.OneAsync<long>(
                "SELECT count(*) FROM consents c JOIN subscribers p ON p.id = c.subscriber_id WHERE p.email = @Address",
                new { Ana.Address }), Is.EqualTo(1));
    }

    [Test]
    public async Task Confirming_several_times_at_once_is_confirming_once()
    {
        await using var site = await SiteFixture.StartAsync();
        var reader = await NewReaderAsync(site, Ana.Address);
        var ends = await AtOnceAsync(() => site.Get<SubscriptionLife>().ConfirmAsync(reader.Id, new Consent("form")));
        Assert.That(ends.Count(end => end == ConfirmEnd.Confirmed), Is.EqualTo(1));
        Assert.That(await site.ReadAsync<string>("SELECT state FROM consents WHERE state = 'Confirmed'"),
            Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_keys_of_the_forms_are_stored_encrypted_and_still_open_a_form()
    {
        await using var site = await SiteFixture.StartAsync();
        using var visitor = new Visitor(site.Address);
        await visitor.PressAsync("/subscribe", "Subscribe", ("email", Ana.Address));
        var keys = await site.ReadAsync<string>("SELECT xml FROM form_keys");
        Assert.That(keys, Is.Not.Empty.And.All.Contains("<sealed").And.All.Not.Contains("masterKey"));
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM keys WHERE purpose = 'forms'"), Is.EqualTo(1));
        var stored = new StoredKeys(site.Get<Database>()).GetAllElements().First().Descendants("sealed").Single();
        var provider = new ServiceCollection().AddSingleton(site.Get<KeyRing>()).BuildServiceProvider();
        Assert.That(new RingXmlDecryptor(provider).Decrypt(stored).ToString(), Does.Contain("masterKey"));
    }

    [Test]
    public async Task An_erased_address_that_asks_again_is_not_in_the_files_of_the_database()
    {
        if (Provider != StorageProvider.Sqlite)
        {
            Assert.Ignore("its files belong to the server");
        }

        await using var site = await SiteFixture.StartAsync();
        var reader = await NewReaderAsync(site, "gone-for-good@readers.example");
        await site.Get<SubscriptionLife>().EraseAsync(reader.Id);
        using var visitor = new Visitor(site.Address);
        await visitor.PressAsync("/subscribe", "Subscribe", ("email", reader.Email));
        await site.Get<SignupDesk>().AnswerAsync();
        Assert.That(site.Files().Where(file => file.Bytes.AsSpan().IndexOf("gone-for-good"u8) >= 0)
            .Select(file => file.Name), Is.Empty);
    }

    private static async Task<Subscriber> NewReaderAsync(SiteFixture site, string email)
    {
        var (wishes, _) = new WishesInput([], []).Check(site.Get<TopicCatalogue>());
        await site.Get<SubscriberStore>()
            .EnrolAsync([new Enrolment(email, null, wishes!, Confirmed: false, "form", null)]);
        return (await site.Get<SubscriberStore>().FindAsync(email))!;
    }

    private static Task<T[]> AtOnceAsync<T>(Func<Task<T>> act) =>
        Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(act)));
}
