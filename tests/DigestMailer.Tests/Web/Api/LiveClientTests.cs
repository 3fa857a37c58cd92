using DigestMailer.Tests.Service.Running;
using DigestMailer.Web.Api;

namespace DigestMailer.Tests.Web.Api;

/// <summary>
/// A client that is generated from the document of a real <c>run</c> process does a reader's journey.
/// </summary>
[Category("Slow")]
internal sealed class LiveClientTests
{
    private const string Journey =
        """
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Threading.Tasks;
        using Generated;

        public static class Journey
        {
            public static async Task<List<string>> RunAsync(HttpClient http)
            {
                var (api, said) = (new DigestMailerClient(http), new List<string>());
                var added = await api.AddSubscriberAsync("order-1", new Enrolment
                {
                    Email = "cleo@readers.example", Proof = "Signed at the door",
                    Wishes = new Wishes
                    {
                        Every = "day", Max = 9, At = System.DateTime.UtcNow.ToString("HH:00"),
                        Queries = new[] { "speech" },
                    },
                });
                var id = added.Id!.Value;
                var alert = await api.AddDigestAsync(id, "order-2", new NewDigest
                {
                    Name = "Robots", Wishes = new Wishes { Every = "match", Max = 9, Queries = new[] { "robots" } },
                });
                said.Add($"{added.Result} {alert.Result}");
                said.Add(string.Join(", ", (await api.ListDigestsAsync(id)).Items.Select(one => one.Digest ?? "-")));
                said.Add((await api.ListPapersAsync(null, null, null, null)).Items.Count.ToString());
                var mails = await AcceptedAsync(api, alert.Id!.Value, 1);
                var mail = await api.GetDeliveryAsync(mails.First().Id);
                var digest = await api.GetDigestAsync(mail.Delivery.DigestId!.Value);
                said.Add(string.Join(", ", digest.Papers.Select(one => one.Paper.Title)));
                mails = await AcceptedAsync(api, id, 2);
                said.Add(mails.Select(one => one.SubscriberId).Distinct().Count().ToString());
                await api.RemoveDigestAsync(id, alert.Id!.Value);
                said.Add((await api.LeaveAsync(id, "order-3")).Result);
                await api.EraseAsync(id);
                said.Add((await api.ListSubscribersAsync(null, null, null, null)).Items.Count.ToString());
                return said;
            }

            private static async Task<List<Delivery>> AcceptedAsync(DigestMailerClient api, long id, int count)
            {
                for (;;)
                {
                    var all = (await api.ListDeliveriesAsync(id, null, null)).Items.ToList();
                    if (all.Count == count && all.All(one => one.State == "accepted"))
                    {
                        return all;
                    }

                    await Task.Delay(50);
                }
            }
        }
        """;

    [Test]
    [CancelAfter(180_000)]
    public async Task It_adds_a_reader_with_a_digest_and_an_alert_reads_their_mail_and_erases_them()
    {
        using var storage = new TestDatabase();
        await File.WriteAllTextAsync(Path.Combine(storage.Folder, "papers.json"),
            """[{"title":"Robots that walk"},{"title":"Speech that sings"}]""");
        await using var run = new LiveRun(storage);
        run.Write(("Papers:Sources:0:Name", "lab"), ("Papers:Sources:0:Kind", "Json"),
            ("Papers:Sources:0:Path", "papers.json"));
        await run.StartAsync();
        await run.SaysAsync(" lab: fresh, 2 listed");
        var (_, key) = await new ApiKeyStore(storage.Database, TimeProvider.System).AddAsync("a generated client",
            ApiScope.All, null);
        using var http = new HttpClient { BaseAddress = new Uri(run.Address) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var said = await GeneratedClient.RunAsync(http, Journey);
        Assert.That(said, Is.EqualTo(new[]
        {
            "added added", "-, Robots", "2", "Robots that walk", "2", "left", "0",
        }), () => run.Said);
        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
    }
}
