using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DigestMailer.Service;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DigestMailer.Benchmarks;

/// <summary>
/// Whether the time of the form's answer tells who is known: the POST for addresses that are subscribed, pending,
/// suppressed and new, in mixed order, and the POST of a new address right behind each, which could wait for what the
/// first set off.
/// </summary>
internal sealed partial class SignupTiming
{
    private static readonly string[] Kinds = ["new", "confirmed", "pending", "suppressed"];

    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Dictionary<string,
        (List<double> Own, List<double> Behind)> times =
            Kinds.ToDictionary(kind => kind, _ => (new List<double>(), new List<double>()));
    private readonly WebApplication app;

    private SignupTiming(WebApplication app) => this.app = app;

    private string Address =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <param name="rounds">Requests of each kind.</param>
    public static async Task<int> RunAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-signup-");
        var builder = Application.Builder(
            [
                "--urls=http://127.0.0.1:0", $"--Storage:ConnectionString=Data Source={folder}/signup.db",
                "--Site:PostalAddress=Here", "--Delivery:From=a@example.org",
                $"--Delivery:PickupFolder={folder}/outbox", "--Web:FillInTime=00:00:00",
                "--Web:SignupsPerNetwork=100000", "--Web:SignupsPerHour=1000000",
                "--Web:RequestsPerMinute=1000000",
            ],
            null);
        builder.Logging.ClearProviders();
        await using (var app = builder.Build())
        {
            app.Services.GetRequiredService<Database>().Migrate();
            app.MapPages();
            await app.StartAsync();
            await new SignupTiming(app).MeasureAsync(rounds);
            await app.StopAsync();
        }

        folder.Delete(recursive: true);
        return 0;
    }

    private async Task MeasureAsync(int rounds)
    {
        await PrepareAsync(rounds);
        var order = Enumerable.Range(0, rounds).SelectMany(number => Kinds.Select(kind => (kind, number))).ToArray();
        new Random(1).Shuffle(order);
        for (var i = 0; i < order.Length; i++)
        {
            var own = await PostAsync(Email(order[i].kind, order[i].number));
            var behind = await PostAsync(Email("behind", i));
            // The server does everything slowly the first time.
            if (i >= order.Length / 10)
            {
                times[order[i].kind].Own.Add(own);
                times[order[i].kind].Behind.Add(behind);
            }
        }

        Show();
    }

    private async Task PrepareAsync(int rounds)
    {
        var wishes =
            new Wishes
            {
                Topics = TopicSet.Create([], []),
                Rhythm = new Rhythm(Every.Day, DayOfWeek.Monday, new TimeOnly(7, 0), TimeZoneInfo.Utc)
            };
        foreach (var (kind, confirmed) in new[] { ("confirmed", true), ("pending", false) })
        {
            await app.Services.GetRequiredService<SubscriberStore>()
                .EnrolAsync(
                    [.. Enumerable.Range(0, rounds)
                        .Select(number => new Enrolment(Email(kind, number), null, wishes, confirmed, "test", null))]);
        }

        foreach (var number in Enumerable.Range(0, rounds))
        {
            await app.Services.GetRequiredService<SuppressionStore>()
                .AddAsync(Email("suppressed", number), SuppressionReason.Operator, null);
        }
    }

    private static string Email(string kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind[..3]}{number:00000}@readers.example");

    private async Task<double> PostAsync(string email)
    {
        // A form counts once.
        var form = Hidden().Matches(await Client.GetStringAsync(Address + "/subscribe"))
            .ToDictionary(field => field.Groups[1].Value, field => field.Groups[2].Value);
        using var fields =
            new FormUrlEncodedContent(
                [.. form, KeyValuePair.Create("email", email), KeyValuePair.Create("act", "subscribe")]);
        var watch = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address + "/subscribe") { Content = fields };
        using var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseContentRead);
        var took = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
        return answer.StatusCode == System.Net.HttpStatusCode.SeeOther ? took
            : throw new InvalidOperationException($"The form answered {answer.StatusCode}.");
    }

    private void Show()
    {
        foreach (var (what,
            of) in new (string, Func<(List<double> Own, List<double> Behind), List<double>>)[] { ("the POST itself",
                pair => pair.Own), ("the POST of a new address right behind", pair => pair.Behind) })
        {
            Console.WriteLine($"{what}, ms");
            foreach (var kind in Kinds)
            {
                var sorted = of(times[kind]).Order().ToList();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {kind,-10} median {At(sorted, 0.5):0.00}  quartiles {At(sorted, 0.25):0.00} to "
                        + $"{At(sorted, 0.75):0.00}  90 % {At(sorted, 0.9):0.00}  slower than new in "
                        + $"{Slower(sorted, of(times["new"])):0.0%} of pairs  n {sorted.Count}"));
            }
        }
    }

    private static double At(List<double> sorted, double part) => sorted[(int)(part * (sorted.Count - 1))];

    /// <summary>0.5 means that one time tells nothing.</summary>
    private static double Slower(List<double> these, List<double> others) =>
        these.Average(one => others.Average(other => one > other ? 1.0 : one == other ? 0.5 : 0));

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\">")]
    private static partial Regex Hidden();
}
