namespace DigestMailer.Papers.Merging;

/// <summary>Papers in memory with every identity they are known by.</summary>
internal sealed class KnownPapers
{
    private static readonly HashSet<string> None = [];
    private readonly Dictionary<long, Paper> papers = [];
    private readonly Dictionary<string, List<long>> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<long>> bySketch = [];
    private readonly Dictionary<long, HashSet<string>> keysOf = [];
    private readonly List<PaperName> added = [];

    /// <summary>The identities that came to be known here, not yet in the database.</summary>
    public IEnumerable<PaperName> NewNames => added;

    public Paper this[long id]
    {
        get => papers[id];
        set => papers[id] = value;
    }

    public IReadOnlyList<long> ByKey(string key) => byKey.GetValueOrDefault(key) ?? [];

    public IEnumerable<long> BySketch(IEnumerable<long> sketches) =>
        sketches.SelectMany(sketch => bySketch.GetValueOrDefault(sketch) ?? []).Distinct();

    public IReadOnlyCollection<string> KeysOf(long id) => keysOf.GetValueOrDefault(id) ?? None;

    /// <summary>Takes in what the database knows.</summary>
    public void Know(PaperName name)
    {
        if (name.Key is { } key
            && (keysOf.TryGetValue(name.PaperId, out var keys) ? keys : keysOf[name.PaperId] = []).Add(key))
        {
            (byKey.TryGetValue(key, out var ids) ? ids : byKey[key] = []).Add(name.PaperId);
        }

        if (name.Sketch is { } sketch
            && (bySketch.TryGetValue(sketch, out var alike) ? alike : bySketch[sketch] = []) is { } papersOfIt
            && !papersOfIt.Contains(name.PaperId))
        {
            papersOfIt.Add(name.PaperId);
        }
    }

    /// <summary>Gives a paper the identities that it does not have yet.</summary>
    public void Name(long id, IEnumerable<string> keys, IEnumerable<long> sketches)
    {
        foreach (var key in keys.Where(key => !KeysOf(id).Contains(key)).Distinct())
        {
            Remember(new PaperName(id, key, null));
        }

        foreach (var sketch in sketches.Where(sketch => bySketch.GetValueOrDefault(sketch)?.Contains(id) != true))
        {
            Remember(new PaperName(id, null, sketch));
        }
    }

    /// <summary>The identities of both are the first one's.</summary>
    public void Unite(long id, long other)
    {
        papers.Remove(other);
        Name(id, KeysOf(other).ToList(), []);
        keysOf.Remove(other);
        foreach (var ids in byKey.Values.Concat(bySketch.Values).Where(ids => ids.Remove(other) && !ids.Contains(id)))
        {
            ids.Add(id);
        }

        added.RemoveAll(name => name.PaperId == other && name.Key is not null);
        for (var i = 0; i < added.Count; i++)
        {
            added[i] = added[i].PaperId == other ? added[i] with { PaperId = id } : added[i];
        }
    }

    private void Remember(PaperName name)
    {
        Know(name);
        added.Add(name);
    }
}

/// <summary>One identity of a paper: a key, or a sketch of its title.</summary>
internal sealed record PaperName(long PaperId, string? Key, long? Sketch);
