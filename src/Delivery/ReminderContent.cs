using DigestMailer.Digests.Mail;
using DigestMailer.Papers.Merging;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Saved;
using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery;

/// <summary>What a reminder shows: the papers on the reader's list, as it is when the mail is made.</summary>
internal sealed class ReminderContent(SavedPapers saved, PaperStore papers, SignedLinks links,
    IOptions<SiteOptions> site)
{
    public async Task<LetterContent> ContentAsync(Subscriber reader, CancellationToken cancel)
    {
        var list = await saved.ListAsync(reader.Id, cancel);
        var newest = list.Take(LetterContent.MostSaved).ToList();
        var found = await papers.FindByKeyAsync([.. newest.Select(one => one.Key)], cancel);
        var page = site.Value.Address($"saved/{links.Sign(LinkPurpose.Saved, reader.Id)}");
        var wishes = reader.Wishes;
        return new LetterContent(page, [], wishes.Rhythm, wishes.Max)
        {
            Saved = [.. newest.Select(one => (TimeZoneInfo.ConvertTime(one.SavedAt, wishes.Rhythm.Zone).DateTime,
                found.GetValueOrDefault(one.Key)?.Title ?? one.Key))],
            Count = list.Count,
            EndUrl = page + "/quiet",
        };
    }
}
