using DigestMailer.Web.Reading;

namespace DigestMailer.Tests.Web.Reading;

/// <summary>What is kept stays within its bound, whoever waits for it.</summary>
internal sealed class RecentlyUsedTests
{
    [Test]
    public async Task A_page_made_for_visitors_who_left_makes_room_too()
    {
        var kept = new RecentlyUsed<int, string>(0, _ => 10);
        var made = new List<TaskCompletionSource<string>>();
        for (var i = 0; i < 5; i++)
        {
            using var leaves = new CancellationTokenSource();
            var making = new TaskCompletionSource<string>();
            made.Add(making);
            var visit = kept.GetAsync(i, () => making.Task, leaves.Token);
            await leaves.CancelAsync();
            await Assert.ThatAsync(() => visit, Throws.InstanceOf<OperationCanceledException>());
        }

        made.ForEach(making => making.SetResult("made"));
        for (var i = 0; i < 5; i++)
        {
            await kept.GetAsync(i, () => Task.FromResult("again"));
        }

        Assert.That(kept.Used, Is.EqualTo(10), "only the one that was used last");
    }

    [Test]
    public async Task The_one_used_longest_ago_makes_room()
    {
        var kept = new RecentlyUsed<int, int>(20, _ => 10);
        var made = 0;
        foreach (var key in new[] { 1, 2, 1, 3, 1, 2 })
        {
            await kept.GetAsync(key, () => Task.FromResult(++made));
        }

        Assert.That((made, kept.Used), Is.EqualTo((4, 20L)), "2 made room for 3, and 3 for 2");
    }

    [Test]
    public async Task A_page_made_of_older_papers_leaves_at_once()
    {
        var kept = new RecentlyUsed<(string Page, long Generation), string>(100, _ => 10, key => key.Generation);
        await kept.GetAsync(("front", 1), () => Task.FromResult("old"));
        var making = new TaskCompletionSource<string>();
        var late = kept.GetAsync(("day", 1), () => making.Task);
        await kept.GetAsync(("front", 2), () => Task.FromResult("new"));
        Assert.That(kept.Used, Is.EqualTo(10));
        making.SetResult("late");
        Assert.That((await late, kept.Used), Is.EqualTo(("late", 10L)), "who waited has it, and it is not kept");
    }

    [Test]
    public async Task A_page_that_could_not_be_made_is_made_again()
    {
        var kept = new RecentlyUsed<int, int>(20, _ => 10);
        await Assert.ThatAsync(() => kept.GetAsync(1, () => throw new IOException("no")),
            Throws.TypeOf<IOException>());
        Assert.That(await kept.GetAsync(1, () => Task.FromResult(7)), Is.EqualTo(7));
        Assert.That(kept.Used, Is.EqualTo(10));
    }

    [Test]
    public async Task It_is_made_once_however_many_ask()
    {
        var kept = new RecentlyUsed<int, int>(20, _ => 10);
        var (made, begin) = (0, new TaskCompletionSource());
        var asking = Enumerable.Range(0, 20).Select(_ => kept.GetAsync(1, async () =>
        {
            await begin.Task;
            return Interlocked.Increment(ref made);
        })).ToList();
        begin.SetResult();
        Assert.That(await Task.WhenAll(asking), Has.All.EqualTo(1));
    }
}
