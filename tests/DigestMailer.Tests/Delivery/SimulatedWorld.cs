using Dapper;
using DigestMailer.Outbox;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using DigestMailer.Tests.Digests;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Tests.Delivery;

/// <summary>
/// The recorded August of 2025, moved to other dates, hour by hour: each morning's list comes as it was, its votes
/// grow to the final ones over three days, and readers are planned for and served. What reached whom is kept, with what
/// each reader asked for at the time.
/// </summary>
internal sealed class SimulatedWorld : IAsyncDisposable
{
    private const int DaysUntilFinal = 3;
    private const string TwinDoi = "10.1000/twin";
    private static readonly IReadOnlyDictionary<string, int> Final = RecordedMornings.FinalVotes;
    private static readonly IReadOnlyList<Morning> Recorded = RecordedMornings.August;

    private readonly OutboxFixture box = new();
    private readonly int shift;
    private readonly HashSet<DateOnly> gathered = [];
    private (DateOnly Morning, Listing Link)? twin;

    /// <param name="shift">Days by which the recordings are moved; whole weeks keep the weekends where they
    /// were.</param>
    public SimulatedWorld(int shift)
    {
        this.shift = shift;
        box.Clock.Set(new DateTimeOffset(Recorded[0].Day.AddDays(shift), TimeOnly.MinValue, TimeSpan.Zero) - Now);
    }

    public DateTimeOffset Now => box.Clock.GetUtcNow();

    public DateTimeOffset End => new(Recorded[^1].Day.AddDays(shift + 4), TimeOnly.MinValue, TimeSpan.Zero);

    public List<SimulatedReader> Readers { get; } = [];

    /// <summary>A reader, or new wishes of one, or of a further digest of one.</summary>
    public async Task<SimulatedReader> WishAsync(string name, string? query, Every every, string at, string zone,
        int max = 10, string? digest = null)
    {
        var (wishes, fault) =
            new WishesInput([], query is null ? [] : [query]) { ["every"] = $"{every}", ["at"] = at, ["zone"] = zone }
                .Check(new TopicCatalogue([]));
        Assert.That(fault, Is.Null);
        await box.Get<SubscriberStore>()
            .EnrolAsync([new Enrolment($"{name}@example.org", null, wishes! with { Max = max }, true, "test", "test")
            {
                Digest = digest,
            }]);
        var reader = Readers.Find(reader => reader.Person == name && reader.Digest == digest);
        if (reader is null)
        {
            Readers.Add(reader = new SimulatedReader(name, await IdAsync(name, digest), digest));
        }

        reader.Wishes.Add((Now, wishes!.Topics.Queries is [var first, ..] ? first : null, every, max));
        return reader;
    }

    private async Task<long> IdAsync(string name, string? digest)
    {
        var reader = await box.OneAsync<long>($"SELECT id FROM subscribers WHERE email = '{name}@example.org'");
        return digest is null ? reader
            : ReaderDigests.Named(await box.Get<ReaderDigests>().ListAsync(reader), digest)!.Id;
    }

    /// <summary>Lets hours pass in which nothing runs.</summary>
    public void Sleep(int hours) => box.Clock.Advance(TimeSpan.FromHours(hours));

    /// <summary>One hour: the list if it is time for it, a plan, and its mail.</summary>
    /// <param name="rejected">Whether the relay refuses what is sent to a reader for good.</param>
    /// <param name="deferred">Whether the relay asks to try a reader's mail again later.</param>
    public async Task HourAsync(bool gather = true, bool plan = true, Func<SimulatedReader, bool>? rejected = null,
        Func<SimulatedReader, bool>? deferred = null)
    {
        if (gather && Now.Hour is 8 or 17)
        {
            await GatherAsync();
        }

        if (plan)
        {
            var waiting = await OpenAsync();
            await box.Planner.PlanAsync();
            await ServeAsync(rejected ?? (_ => false), deferred ?? (_ => false));
            foreach (var reader in Readers.Where(reader => rejected?.Invoke(reader) is not true
                && deferred?.Invoke(reader) is not true && !waiting.Contains(reader.Id)))
            {
                reader.Chances.Add(Now);
            }
        }

        box.Clock.Advance(TimeSpan.FromHours(1));
    }

    /// <summary>
    /// Every list of the days behind that was not fetched yet, and the votes of the last few as they are now.
    /// </summary>
    private async Task GatherAsync()
    {
        foreach (var morning in Recorded.Where(
            morning =>
                At(morning) <= Now
                    && (!gathered.Contains(morning.Day) || At(morning) > Now.AddDays(-DaysUntilFinal - 1))))
        {
            gathered.Add(morning.Day);
            var day = morning.Day.AddDays(shift);
            await box.Get<PaperStore>()
                .KeepAsync(
                    SourceAnswer.Of(day,
                        [.. morning.Listings
                            .Select(
                                listing =>
                                    listing with { Edition = day, Votes = VotesBy(listing, Now - At(morning)) })]),
                                    "hf");
            if (twin?.Morning == morning.Day)
            {
                await KeepAsync("arxiv", day, twin.Value.Link);
            }
        }
    }

    /// <summary>
    /// A journal lists a paper under another title and a DOI, two days before a recorded list has it. On that morning a
    /// third source says that both are one.
    /// </summary>
    public Task ListTwinAsync()
    {
        var morning = Recorded.First(morning => At(morning) > Now.AddDays(2));
        var listing = morning.Listings[0];
        twin = (morning.Day, listing with { Source = "arxiv", Doi = TwinDoi });
        return KeepAsync("journal", DateOnly.FromDateTime(Now.UtcDateTime), listing with
        {
            Source = "journal",
            SourceId = "twin",
            ArxivId = null,
            Doi = TwinDoi,
            Title = "An agent under another name",
            Abstract = "",
        });
    }

    /// <summary>Whether the journal's paper and the recorded one are one row by now.</summary>
    public async Task<bool> IsTwinUnitedAsync() => await box.OneAsync<int>(
        $"""
        SELECT count(*) FROM paper_keys one JOIN paper_keys other ON other.paper_id = one.paper_id
        WHERE one.key = 'doi:{TwinDoi}' AND other.key = 'arxiv:{twin!.Value.Link.ArxivId}'
        """) == 1;

    private Task<int> KeepAsync(string source, DateOnly day, Listing listing) => box.Get<PaperStore>()
        .KeepAsync(SourceAnswer.Of(day, [listing with { Edition = day }]), source);

    private DateTimeOffset At(Morning morning) => morning.At.AddDays(shift);

    private static int VotesBy(Listing listing, TimeSpan age) =>
        listing.Votes
            + (int)(Math.Max(0, Final.GetValueOrDefault(listing.SourceId) - listing.Votes)
                * Math.Clamp(age.TotalDays / DaysUntilFinal, 0, 1));

    /// <summary>Papers of the mail that each subscription still waits for.</summary>
    private async Task<ILookup<long, long>> OpenAsync() => (await box.ReadAsync<(long Id, long Paper)>(
        """
        SELECT o.subscriber_id, d.paper_id FROM outbox o JOIN digest_papers d ON d.digest_id = o.digest_id
        WHERE o.state = 'Ready'
        """)).ToLookup(row => row.Id, row => row.Paper);

    private async Task ServeAsync(Func<SimulatedReader, bool> rejected, Func<SimulatedReader, bool> deferred)
    {
        foreach (var row in await box.ReadAsync<ReadyRow>(
            "SELECT id, subscriber_id, digest_id, kind, expires_at FROM outbox WHERE state = 'Ready' ORDER BY id"))
        {
            var reader = Readers.Single(reader => reader.Id == row.SubscriberId);
            var papers =
                await box.ReadAsync<long>(
                    $"SELECT paper_id FROM digest_papers WHERE digest_id = {row.DigestId} ORDER BY rank");
            var late = row.ExpiresAt <= Now;
            if (late || rejected(reader))
            {
                await box.Get<Database>()
                    .WriteAsync(transaction => UnsentMail.EndAsync(transaction, MailState.Taken,
                        late ? MailEvent.Expired : MailEvent.Rejected, [row.Id], Now));
                continue;
            }

            if (deferred(reader))
            {
                continue;
            }

            await box.RunAsync("UPDATE outbox SET state = 'Accepted', done_at = @Now WHERE id = @Id",
                new { Now, row.Id });
            reader.Mails.Add(new SimulatedMail(Now, row.Kind == "Alert", papers));
        }
    }

    /// <summary>What must hold of every reader, whatever happened.</summary>
    /// <param name="refusals">Whether mail was refused, so that a digest may hold what an alert had to leave.</param>
    public async Task CheckAsync(bool refusals = false)
    {
        var papers = (await box.ReadAsync<Paper>("SELECT * FROM papers")).ToDictionary(paper => paper.Id);
        var index = TopicIndex.Build([.. papers.Values]);
        var open = await OpenAsync();
        Readers.ForEach(reader => reader.Open = [.. open[reader.Id]]);
        foreach (var reader in Readers)
        {
            Assert.That(SentTo(reader), Is.Unique, $"{reader.Person}: a paper twice");
            if (!refusals)
            {
                Assert.That(Snatched(reader, papers, index), Is.Empty, $"{reader.Name}: a digest before the alert");
            }

            Assert.That(reader.Mails, Has.All.Matches<SimulatedMail>(mail => mail!.Papers.Count > 0),
                $"{reader.Name}: a mail without papers");
            Assert.That(reader.Mails,
                Has.All.Matches<SimulatedMail>(mail => mail!.IsAlert || mail.Papers.Count <= reader.At(mail.At).Max),
                $"{reader.Name}: over the cap");
            Assert.That(reader.Mails.Select(mail => (mail.At.Date, mail.At.Hour)), Is.Unique,
                $"{reader.Name}: two mails in an hour");
            Assert.That(Missed(reader, papers.Values, index), Is.Empty, $"{reader.Name}: missed alerts");
            Assert.That(Late(reader, papers), Is.Empty, $"{reader.Name}: alerts that came late");
        }
    }

    /// <summary>
    /// Papers that matched while the reader asked for alerts of them, and an hour came in which they could be sent.
    /// </summary>
    private List<string> Missed(SimulatedReader reader, IEnumerable<Paper> papers, TopicIndex index)
    {
        var sent = SentTo(reader).ToHashSet();
        var missed = new List<string>();
        for (var i = 0; i < reader.Wishes.Count; i++)
        {
            var (from, query, every, _) = reader.Wishes[i];
            var until = i + 1 < reader.Wishes.Count ? reader.Wishes[i + 1].At : DateTimeOffset.MaxValue;
            if (every == Every.Match)
            {
                var matching = index.Find(TopicQuery.Parse(query).Query!).Select(match => match.PaperId).ToHashSet();
                missed.AddRange(papers
                    .Where(paper =>
                        paper.FirstSeen >= from && matching.Contains(paper.Id)
                            && reader.Chances.Exists(chance => chance >= paper.FirstSeen.AddHours(1) && chance < until)
                            && !sent.Contains(paper.Id))
                    .Select(paper => paper.Title));
            }
        }

        return missed;
    }

    /// <summary>
    /// Papers whose alert took more than an hour from the first moment at which a plan ran and mail of it went through.
    /// </summary>
    private static List<string> Late(SimulatedReader reader, Dictionary<long, Paper> papers) =>
        [.. reader.Mails.Where(mail => mail.IsAlert).SelectMany(mail => mail.Papers.Select(paper => papers[paper])
            .Where(paper => paper.FirstSeen >= reader.At(mail.At).At
                && reader.Chances.Exists(chance => chance >= paper.FirstSeen && chance.AddHours(1) < mail.At))
            .Select(paper => paper.Title))];

    /// <summary>All that a person was sent or is about to be, in whichever digest.</summary>
    private List<long> SentTo(SimulatedReader reader) =>
        [.. Readers.Where(one => one.Person == reader.Person)
            .SelectMany(one => one.Mails.SelectMany(mail => mail.Papers).Concat(one.Open))];

    /// <summary>Papers that matched an alert of the reader's and came in another digest of theirs.</summary>
    private List<string> Snatched(SimulatedReader reader, Dictionary<long, Paper> papers, TopicIndex index)
    {
        if (reader.Wishes is not [var (from, query, every, _)] || every != Every.Match)
        {
            return [];
        }

        var matching = index.Find(TopicQuery.Parse(query).Query!).Select(match => match.PaperId).ToHashSet();
        return [.. Readers.Where(one => one.Person == reader.Person && one != reader).SelectMany(one => one.Mails)
            .Where(mail => !mail.IsAlert).SelectMany(mail => mail.Papers)
            .Where(paper => matching.Contains(paper) && papers[paper].FirstSeen >= from)
            .Select(paper => papers[paper].Title)];
    }

    /// <summary>Whether two readers are served as one cohort now.</summary>
    public async Task<bool> SharedAsync(string one, string other) =>
        await box.OneAsync<int>(
            "SELECT count(DISTINCT s.last_digest_id) FROM subscriptions s JOIN subscribers p ON p.id = "
                + $"s.subscriber_id WHERE p.email IN ('{one}@example.org', '{other}@example.org')") == 1;

    public ValueTask DisposeAsync() => box.DisposeAsync();

    private sealed record ReadyRow
    {
        public long Id { get; init; }

        public long SubscriberId { get; init; }

        public long DigestId { get; init; }

        public string Kind { get; init; } = "";

        public DateTimeOffset ExpiresAt { get; init; }
    }
}

/// <summary>A reader of a <see cref="SimulatedWorld"/>.</summary>
/// <param name="Id">Row in <c>subscribers</c>.</param>
/// <param name="Digest">Which of the person's digests; null for the first one.</param>
internal sealed record SimulatedReader(string Person, long Id, string? Digest = null)
{
    public string Name => Digest is null ? Person : $"{Person} ({Digest})";

    /// <summary>What they asked for, and since when.</summary>
    public List<(DateTimeOffset At, string? Query, Every Every, int Max)> Wishes { get; } = [];

    public List<SimulatedMail> Mails { get; } = [];

    /// <summary>Papers of a mail that still waits.</summary>
    public IReadOnlyList<long> Open { get; set; } = [];

    /// <summary>Hours in which a plan ran and mail to them went through.</summary>
    public List<DateTimeOffset> Chances { get; } = [];

    public (DateTimeOffset At, string? Query, Every Every, int Max) At(DateTimeOffset time) =>
        Wishes.Last(wish => wish.At <= time);
}

/// <summary>A mail that arrived.</summary>
internal sealed record SimulatedMail(DateTimeOffset At, bool IsAlert, IReadOnlyList<long> Papers);
