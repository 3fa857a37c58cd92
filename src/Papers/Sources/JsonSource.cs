using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Papers.Sources;

/// <summary>Papers in this project's own JSON, from a file or an address; see <see cref="JsonFormat"/>.</summary>
internal sealed class JsonSource(SourceOptions options, WebFetch web) : Source(options)
{
    public override bool CanBeStale => false;

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var asked = edition ?? DateOnly.FromDateTime(now.UtcDateTime);
        using var text = await SourceText.ReadAsync(Options, web, conditional: false, cancel);
        if (text.Error(Name) is { } error)
        {
            return SourceAnswer.Failed(asked, error, text.AskAfter);
        }

        var (listings, fault) = JsonFormat.Read(text.Body, Name, asked, new FieldMap(FieldMap.Plain, Options.Fields));
        var day = listings.Count > 0 ? listings[0].Edition : asked;
        return fault is null ? SourceAnswer.Of(day, listings)
            : listings.Count > 0 ? SourceAnswer.UpTo(day, listings, fault) : SourceAnswer.Refused(day, fault);
    }
}
