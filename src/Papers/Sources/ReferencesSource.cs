using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// References that people put into a folder, as BibTeX (<c>.bib</c>) and RIS (<c>.ris</c>), or one such file or
/// address.
/// </summary>
internal sealed class ReferencesSource(SourceOptions options, WebFetch web) : Source(options)
{
    private const int MaxFiles = 1000;

    public override bool CanBeStale => false;

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var asked = edition ?? DateOnly.FromDateTime(now.UtcDateTime);
        if (!Directory.Exists(Options.Path))
        {
            return await OneAsync(Options, asked, cancel);
        }

        var answers = new List<SourceAnswer>();
        foreach (var file in Files())
        {
            answers.Add(await OneAsync(new SourceOptions { Name = Name, Path = file }, asked, cancel));
        }

        var listings = answers.SelectMany(answer => answer.Listings)
            .DistinctBy(listing =>
                (listing.SourceId, PaperKey.OfTitle(listing.Title), TitleSigns.Of(listing.Title))).ToList();
        var faults = answers.Where(answer => answer.Error is not null).ToList();
        return faults.Count == 0 ? SourceAnswer.Of(asked, listings)
            : listings.Count == 0 ? faults[0]
            : new SourceAnswer(SourceState.Partial, asked, listings,
                faults[0].Error + (faults.Count > 1 ? $", and {faults.Count - 1} more files" : ""));
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(Options.Path!)
        .Where(file => Path.GetExtension(file).ToUpperInvariant() is ".BIB" or ".RIS").Order(StringComparer.Ordinal)
        .Take(MaxFiles);

    private async Task<SourceAnswer> OneAsync(SourceOptions place, DateOnly asked, CancellationToken cancel)
    {
        using var text = await SourceText.ReadAsync(place, web, conditional: false, cancel);
        if (text.Error(Name) is { } error)
        {
            return SourceAnswer.Failed(asked, error, text.AskAfter);
        }

        // The day a file was written is the day its papers were listed, whenever it is read.
        var edition = place.Path is null ? asked : DateOnly.FromDateTime(File.GetLastWriteTimeUtc(place.Path));
        var read = ReferencesFormat.Read(text.Body, Name, edition);
        var what = Path.GetFileName(place.Path) ?? place.Url;
        return read.Fault is { } fault ? SourceAnswer.Refused(asked, $"{what}: {fault}")
            : read.Warning is { } warning
                ? new SourceAnswer(SourceState.Partial, asked, read.Listings, $"{what}: {warning}")
            : SourceAnswer.Of(asked, read.Listings);
    }
}
