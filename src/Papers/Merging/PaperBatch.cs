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

    /// <summary>
    /// Joins a listing to the paper that it mentions, or makes a new one. A replacement makes none, and a notice that a
    /// paper is corrected is not a paper.
    /// </summary>
    public void Add(Listing mention)
    {
        if (Withdrawal.Judged(mention) is not { } listing)
        {
            return;
        }

        var notice = TitleNotice.Of(listing.Title);
        if (notice.Kind == TitleNoticeKind.Retraction)
        {
            Retract(listing, notice);
            // The notice has a DOI of its own, which is not that of the paper.
            listing = listing with { ArxivId = null, Doi = null, MoreDois = [] };
            if (listing.Authors.Count == 0 && !IsTelling(notice.Title))
            {
                notice = notice with { Title = listing.Title };
            }
        }

        Add(listing, notice);
    }

    private void Add(Listing listing, TitleNotice notice)
    {
        var title = notice.Title;
        var strong = PaperKey.Strong(listing);
        var sketches = TitleLikeness.Sketches(title, listing.Authors).ToList();
        var found = Found(listing, notice, strong, sketches);
        if (found.Count == 0 && listing.Announce is Announcement.Replace or Announcement.ReplaceCross)
        {
            return;
        }

        if (PaperKey.Own(listing) is { } own && known.ByKey(own).Count > 0 && !known.ByKey(own).Any(found.Contains))
        {
            // The source uses this id for another paper; with the title it is this one's.
            strong.Remove(own);
            listing = listing with { SourceId = $"{listing.SourceId} {PaperKey.OfTitle(listing.Title)}" };
        }

        var key = strong.FirstOrDefault() ?? OwnTitle(listing);
        var paper = found.Count == 0 ? Create(listing, key) : Join(found, listing, key);
        known.Name(paper, [.. strong, PaperKey.OfTitle(listing.Title), PaperKey.OfTitle(title), key], sketches);
        mentions.Add((WithIdOf(paper, listing), paper));
    }

    /// <summary>
    /// A listing without any id goes by the key of its paper, so that two papers of one title have a listing each.
    /// </summary>
    private Listing WithIdOf(long paper, Listing listing) =>
        PaperKey.IsTitle(listing.SourceId) && PaperKey.IsTitle(known[paper].Key)
            ? listing with { SourceId = known[paper].Key }
            : listing;

    /// <summary>Withdraws the papers that a notice of retraction names by their title.</summary>
    private void Retract(Listing listing, TitleNotice notice)
    {
        foreach (var id in known.ByKey(PaperKey.OfTitle(notice.Title)))
        {
            if (known[id] is { WithdrawnAt: null } paper && Fits(paper, listing, notice))
            {
                known[id] = paper with { WithdrawnAt = now, ChangedAt = now };
                changed.Add(id);
            }
        }
    }

    /// <summary>
    /// Whether a paper with the letters of a title has its signs too and is by the authors of a listing. Where either
    /// names none the title decides, but a retraction of an "Introduction" may be about any paper called so.
    /// </summary>
    private static bool Fits(Paper paper, Listing listing, TitleNotice notice) =>
        !TitleSigns.Differ(TitleNotice.Of(paper.Title).Title, notice.Title)
        && (paper.Authors.Count == 0 || listing.Authors.Count == 0
            ? notice.Kind != TitleNoticeKind.Retraction || IsTelling(notice.Title)
            : AuthorMatch.Overlap(paper.Authors, listing.Authors));

    /// <summary>Whether a title has three words at least, so that hardly another paper has it.</summary>
    private static bool IsTelling(string title) => PaperKey.Folded(title).Count(c => c == ' ') >= 2;

    /// <summary>
    /// The papers that a listing mentions, the surest first: by its identities, and by its title and authors those that
    /// may be the same work; a paper that was kept by its title alone is so united with the one that has the id.
    /// </summary>
    private List<long> Found(Listing listing, TitleNotice notice, List<string> strong, List<long> sketches)
    {
        var sure = Sure(listing, strong);
        var titled = Titled(listing, notice, strong).ToList();
        return sure.Count > 0
            ? [.. sure, .. titled.Where(id => !sure.Contains(id)
                && !sure.Exists(other => PaperKey.Conflict(known.KeysOf(other), known.KeysOf(id)))).Take(1)]
            : [.. titled.Concat(known.BySketch(sketches).Where(id => MaySame(id, strong) && IsNear(known[id], listing)))
                .Take(1)];
    }

    private List<long> Sure(Listing listing, List<string> strong)
    {
        var sure = new List<long>();
        foreach (var (key, id) in strong.SelectMany(key => known.ByKey(key).Select(id => (key, id))))
        {
            // One DOI on two arXiv ids is somebody's slip and unites nothing.
            if (!sure.Contains(id) && !PaperKey.ConflictOnArxiv(strong, known.KeysOf(id))
                && (key != PaperKey.Own(listing) || OwnIdHolds(id, listing, strong))
                && !sure.Exists(other => PaperKey.ConflictOnArxiv(known.KeysOf(other), known.KeysOf(id))))
            {
                sure.Add(id);
            }
        }

        return sure;
    }

    private IEnumerable<long> Titled(Listing listing, TitleNotice notice, List<string> strong) =>
        known.ByKey(PaperKey.OfTitle(listing.Title)).Concat(known.ByKey(PaperKey.OfTitle(notice.Title))).Distinct()
            .Where(id => MaySame(id, strong) && Fits(known[id], listing, notice));

    private bool OwnIdHolds(long id, Listing listing, List<string> strong) =>
        MaySame(id, strong) && OwnId.Holds(known[id], listing);

    private bool MaySame(long id, List<string> strong) => !PaperKey.Conflict(strong, known.KeysOf(id));

    private static bool IsNear(Paper paper, Listing listing) =>
        TitleLikeness.AreNear(paper.Title, listing.Title) && !TitleSigns.Differ(paper.Title, listing.Title)
            && AuthorMatch.MostlyShared(paper.Authors, listing.Authors);

    /// <summary>The key of a title, with its signs or its first author where other papers have taken it.</summary>
    private string OwnTitle(Listing listing)
    {
        var title = PaperKey.OfTitle(listing.Title);
        // No folded title has such signs, so this is never the key of another title.
        var signs = TitleSigns.Of(listing.Title) is { Length: > 0 } own ? own : "-";
        var byAuthor = listing.Authors.Count == 0 ? title : PaperKey.OfTitle(listing.Title, listing.Authors[0]);
        string[] keys = known.ByKey(title).All(id => TitleSigns.Differ(known[id].Title, listing.Title))
            ? [title, $"{title} {signs}"] : [title, byAuthor, $"{byAuthor} {signs}"];
        return keys.FirstOrDefault(key => known.ByKey(key).Count == 0) ?? byAuthor;
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
        // A paper that is already in the database stays, the oldest first.
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
