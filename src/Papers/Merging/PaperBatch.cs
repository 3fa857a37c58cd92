using System.Data.Common;

namespace DigestMailer.Papers.Merging;

/// <summary>
/// The papers that one batch of listings touches: loaded at once, joined in memory, written back at once in the
/// caller's transaction. New papers have numbers below zero until they are written.
/// </summary>
internal sealed class PaperBatch
{
    private readonly PaperRows rows;
    private readonly DateTimeOffset now;
    private readonly KnownPapers known = new();
    private readonly HashSet<long> changed = [];
    private readonly List<(Listing Listing, long PaperId)> mentions = [];
    private readonly List<(long Kept, long Gone)> unions = [];

    private PaperBatch(PaperRows rows, DateTimeOffset now) => (this.rows, this.now) = (rows, now);

    /// <summary>Papers made so far.</summary>
    public int Created { get; private set; }

    public static async Task<PaperBatch> LoadAsync(PaperRows rows, IReadOnlyList<Listing> listings, DateTimeOffset now)
    {
        var batch = new PaperBatch(rows, now);
        await rows.LoadAsync(batch.known, listings);
        return batch;
    }

    public void Add(Listing listing)
    {
        var strong = PaperKey.Strong(listing);
        var sketches = TitleLikeness.Sketches(listing.Title, listing.Authors).ToList();
        var found = Found(listing, strong, sketches);
        if (found.Count == 0 && listing.Announce is Announcement.Replace or Announcement.ReplaceCross)
        {
            return;
        }

        var key = strong.FirstOrDefault() ?? OwnTitle(listing);
        var paper = found.Count == 0 ? Create(listing, key) : Join(found, listing, key);
        known.Name(paper, [.. strong, PaperKey.OfTitle(listing.Title), key], sketches);
        mentions.Add((listing, paper));
    }

    /// <summary>
    /// The papers that a listing mentions, the surest first: by its identities, else by its title and authors.
    /// </summary>
    private List<long> Found(Listing listing, List<string> strong, List<long> sketches)
    {
        var sure = new List<long>();
        foreach (var id in strong.SelectMany(known.ByKey).Distinct())
        {
            // One DOI on two arXiv ids, or one source's id on two, is a slip of somebody's and unites nothing.
            if (!PaperKey.ConflictOnArxiv(strong, known.KeysOf(id))
                && !sure.Exists(other => PaperKey.ConflictOnArxiv(known.KeysOf(other), known.KeysOf(id))))
            {
                sure.Add(id);
            }
        }

        return sure.Count > 0 ? sure
            : [.. known.ByKey(PaperKey.OfTitle(listing.Title))
                .Where(id =>
                    MaySame(id, strong)
                        && (known[id].Authors.Count == 0 || listing.Authors.Count == 0
                            || AuthorMatch.Overlap(known[id].Authors, listing.Authors)))
                .Concat(known.BySketch(sketches).Where(id => MaySame(id, strong) && IsNear(known[id], listing)))
                .Take(1)];
    }

    private bool MaySame(long id, List<string> strong) => !PaperKey.Conflict(strong, known.KeysOf(id));

    private static bool IsNear(Paper paper, Listing listing) =>
        TitleLikeness.AreNear(paper.Title, listing.Title) && AuthorMatch.MostlyShared(paper.Authors, listing.Authors);

    private string OwnTitle(Listing listing)
    {
        var title = PaperKey.OfTitle(listing.Title);
        return known.ByKey(title).Count == 0 || listing.Authors.Count == 0 ? title
            : PaperKey.OfTitle(listing.Title, listing.Authors[0]);
    }

    private long Create(Listing listing, string key)
    {
        var id = -1L - Created++;
        known[id] = PaperMerge.New(listing, key, now) with { Id = id };
        changed.Add(id);
        return id;
    }

    private long Join(List<long> found, Listing listing, string key)
    {
        // What is already in the database stays, the oldest of it first.
        var id = found.OrderBy(id => id < 0).ThenBy(Math.Abs).First();
        foreach (var other in found.Where(other => other != id))
        {
            Unite(id, other);
        }

        var merged = PaperMerge.With(known[id], listing, key, now);
        if (!ReferenceEquals(merged, known[id]))
        {
            known[id] = merged;
            changed.Add(id);
        }

        return id;
    }

    private void Unite(long id, long other)
    {
        known[id] = PaperMerge.Of(known[id], known[other], now);
        known.Unite(id, other);
        changed.Add(id);
        changed.Remove(other);
        for (var i = 0; i < mentions.Count; i++)
        {
            mentions[i] = mentions[i].PaperId == other ? (mentions[i].Listing, id) : mentions[i];
        }

        if (other > 0)
        {
            unions.Add((id, other));
        }
        else
        {
            Created--;
        }
    }

    public async Task SaveAsync()
    {
        foreach (var (kept, gone) in unions)
        {
            await rows.UniteAsync(kept, gone);
        }

        var ids = await rows.InsertAsync([.. changed.Where(id => id < 0).Select(id => known[id])]);
        await rows.UpdateAsync([.. changed.Where(id => id > 0).Select(id => known[id])]);
        await rows.AddNamesAsync(
            known.NewNames.Select(name => name with { PaperId = ids.GetValueOrDefault(name.PaperId, name.PaperId) }));
        await rows.AddListingsAsync(
            mentions.Select(mention => (mention.Listing, ids.GetValueOrDefault(mention.PaperId, mention.PaperId))),
            now);
    }
}
