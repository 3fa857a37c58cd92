using DigestMailer.Web.Api;

namespace DigestMailer.Tests.Web.Api;

/// <summary>A client that is generated from the document lives the life of a subscriber.</summary>
internal sealed class GeneratedClientTests
{
    /// <summary>What a person would write with the client.</summary>
    private const string Journey =
        """
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading.Tasks;
        using Generated;

        public static class Journey
        {
            public static async Task<List<string>> RunAsync(HttpClient http)
            {
                var (api, said) = (new DigestMailerClient(http), new List<string>());
                var asked = await api.AddSubscriberAsync("order-1", new Enrolment { Email = "asked@readers.example" });
                said.Add(asked.Result);
                var person = new Enrolment
                {
                    Email = "cleo@readers.example", Proof = "Signed at the door",
                    Wishes = new Wishes
                    {
                        Every = "week", Max = 5, Topics = new List<string>(), Queries = new[] { "speech" },
                    },
                };
                var added = await api.AddSubscriberAsync("order-2", person);
                var again = await api.AddSubscriberAsync("order-2", person);
                said.Add($"{added.Result} {added.Id == again.Id}");
                var id = added.Id!.Value;
                var one = await api.GetSubscriberAsync(id);
                said.Add($"{one.Email} {one.State} {one.Wishes.Max}");
                one.Wishes.Max = 12;
                said.Add($"{(await api.ChangeWishesAsync(id, one.Wishes)).Wishes.Max}");
                var until = System.DateTimeOffset.Parse("2026-12-24T00:00:00Z");
                said.Add($"{(await api.PauseAsync(id, new Pause { Until = until })).PausedUntil == until}");
                said.Add($"{(await api.ResumeAsync(id)).PausedUntil == null}");
                said.Add($"{(await api.ListSubscribersAsync(10, null, "confirmed", null)).Items.Count}");
                var papers = await api.ListPapersAsync("2026-11-24", null, 3, null);
                said.Add($"{papers.Items.Count} {papers.Next != null}");
                var key = System.Linq.Enumerable.First(papers.Items).Key;
                said.Add($"{(await api.GetPaperAsync(key)).Title.Length > 0}");
                said.Add($"{(await api.SearchAsync("*", null, null)).Items.Count}");
                var alert = await api.AddDigestAsync(id, "order-4", new NewDigest
                {
                    Name = "My alert", Wishes = new Wishes { Every = "match", Max = 9, Queries = new[] { "video" } },
                });
                said.Add($"{alert.Result} {(await api.ListDigestsAsync(id)).Items.Count}");
                said.Add((await api.RenameDigestAsync(alert.Id!.Value, new DigestName { Name = "Video" })).Digest);
                await api.RemoveDigestAsync(id, alert.Id!.Value);
                said.Add($"{(await api.ListDigestsAsync(id)).Items.Count}");
                said.Add($"{(await api.LeaveAsync(id, "order-3")).Result}");
                said.Add($"{(await api.ListDeliveriesAsync(id, null, null)).Items.Count}");
                await api.EraseAsync(id);
                try
                {
                    await api.GetSubscriberAsync(id);
                }
                catch (ApiException<Problem> fault)
                {
                    said.Add($"{fault.StatusCode} {fault.Result.Code}");
                }

                return said;
            }
        }
        """;

    [Test]
    public async Task The_client_lives_the_life_of_a_subscriber()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        var (_, key) = await site.Get<ApiKeyStore>().AddAsync("a generated client", ApiScope.All, null);
        using var http = new HttpClient { BaseAddress = new Uri(site.Address) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var said = await GeneratedClient.RunAsync(http, Journey);
        Assert.That(said, Is.EqualTo(new[]
        {
            "asked", "added True", "cleo@readers.example confirmed 5", "12", "True", "True", "1", "3 True", "True",
            "10",
            "added 2", "Video", "1", "left", "1", "404 unknown",
        }));
    }
}
