using System.Net;
using DigestMailer.Delivery.Signing;
using DigestMailer.Outbox;
using DnsClient;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DigestMailer.Delivery;

/// <summary>
/// Whether receivers can know our mail as ours: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489), the relay's reverse
/// name, and MTA-STS (RFC 8461) for the mailbox of reports. Says what is missing, why it matters and what to publish.
/// </summary>
internal sealed class DnsCheck(DnsRecords records, IOptions<DeliveryOptions> options)
{
    // Names that no public zone holds (RFC 2606, RFC 6762): there is nothing to ask.
    private static readonly string[] Reserved =
        ["localhost", "localdomain", "local", "test", "example", "invalid", "internal", "example.org", "example.com",
            "example.net"];

    private readonly string from = Domain(options.Value.From);
    private readonly string reports = Domain(options.Value.ReturnPath ?? options.Value.From);

    /// <summary>
    /// A line for each record, and whether it is in order; none while mail goes to a folder or the sender's domain is
    /// not a public one.
    /// </summary>
    public async Task<IReadOnlyList<(string Line, bool Good)>> CheckAsync(CancellationToken cancel)
    {
        if (options.Value.Relays.Count == 0
            || Reserved.Any(name => from == name || from.EndsWith("." + name, StringComparison.Ordinal)))
        {
            return [];
        }

        var questions =
            new List<Task<(string, bool)>> { Told("SPF", SpfAsync(cancel)), Told("DMARC", DmarcAsync(cancel)),
                Told("MTA-STS", MtaStsAsync(cancel)) };
        questions.AddRange(Keys().Select(key => Told("DKIM", DkimAsync(key.Selector, key.File, cancel))));
        questions.AddRange(
            options.Value.Relays.Select(relay => relay.Host).Distinct()
                .Select(host => Told("PTR", ReverseAsync(host, cancel))));
        return await Task.WhenAll(questions);
    }

    /// <summary>Without an answer there is no verdict: it is reported, and does not fail the check.</summary>
    private static async Task<(string Line, bool Good)> Told(string what, Task<(string, bool)> question)
    {
        try
        {
            return await question;
        }
        catch (DnsResponseException fault)
        {
            return ($"{what} is not known: no resolver answered ({fault.Message.TrimEnd('.')})", true);
        }
    }

    private async Task<(string, bool)> SpfAsync(CancellationToken cancel)
    {
        var found =
            (await records.TextsAsync(reports, cancel))
                .Where(text =>
                    text.Equals("v=spf1", StringComparison.OrdinalIgnoreCase)
                        || text.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase)).ToList();
        return found switch
        {
            [] => ($"SPF: {reports} has no record, so receivers cannot tell your relay from a stranger's and large "
                + $"ones refuse the mail. Publish the TXT record that your relay's provider names, such as \"v=spf1 mx "
                + $"-all\".", false),
            [var one]
                when one.Contains("+all", StringComparison.OrdinalIgnoreCase)
                    || one.EndsWith(" all", StringComparison.OrdinalIgnoreCase) =>
                ($"SPF: the record of {reports} lets anyone send (+all); end it with -all or ~all.", false),
            [var one] => ($"SPF of {reports}: {one}", true),
            _ => ($"SPF: {reports} has {found.Count} records, which counts as an error (RFC 7208 section 4.5); keep "
                + $"one.", false),
        };
    }

    private IEnumerable<(string Selector, string? File)> Keys()
    {
        var dkim = options.Value.Dkim;
        return dkim.Mode switch
        {
            DkimMode.None => [],
            DkimMode.Rsa => [(dkim.Selector, dkim.KeyFile)],
            _ => [(dkim.Selector, dkim.KeyFile), (dkim.Ed25519Selector, dkim.Ed25519KeyFile)],
        };
    }

    private async Task<(string, bool)> DkimAsync(string selector, string? file, CancellationToken cancel)
    {
        var name = $"{selector}._domainkey.{DkimSigning.Domain(options.Value)}";
        using var key = DkimKey.Read(file!);
        var found = await records.TextsAsync(name, cancel);
        return found.Any(text => PublicKey(text) == PublicKey(key.Record)) ? ($"DKIM: {name} holds our key", true)
            : found.Count == 0
            ? ($"DKIM: {name} does not exist, so our signatures fail everywhere. Publish the TXT record that keys dkim "
                + $"printed: {key.Record}", false)
            : ($"DKIM: {name} holds another key than {file}, so our signatures fail everywhere. Publish: {key.Record}",
                false);
    }

    private static string? PublicKey(string record) => record.Split(';', StringSplitOptions.TrimEntries)
        .FirstOrDefault(tag => tag.StartsWith("p=", StringComparison.Ordinal))?.Replace(" ", "",
            StringComparison.Ordinal);

    private async Task<(string, bool)> DmarcAsync(CancellationToken cancel)
    {
        // The record may stand at a parent, as far up as the registered domain (RFC 7489 section 6.6.3).
        for (var domain = from; domain.Contains('.', StringComparison.Ordinal); domain =
            domain[(domain.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if ((await records.TextsAsync("_dmarc." + domain, cancel))
                .FirstOrDefault(text => text.StartsWith("v=DMARC1", StringComparison.OrdinalIgnoreCase)) is { } record)
            {
                return Aligned(from, reports)
                    || Aligned(from, DkimSigning.Domain(options.Value)) && options.Value.Dkim.Mode != DkimMode.None
                    ? ($"DMARC of {domain}: {record}", true)
                    : ($"DMARC: neither the return path ({reports}) nor a signature of ours is under {from}, so "
                        + $"the mail fails DMARC unless your relay signs as {from}. Set Delivery:ReturnPath or "
                        + $"Delivery:Dkim accordingly.", false);
            }
        }

        return ($"DMARC: _dmarc.{from} does not exist; large receivers refuse bulk mail without it. Publish the TXT "
            + $"record \"v=DMARC1; p=none; rua=mailto:postmaster@{from}\" and tighten p later.", false);
    }

    private static bool Aligned(string left, string right) =>
        left == right || left.EndsWith("." + right, StringComparison.Ordinal)
            || right.EndsWith("." + left, StringComparison.Ordinal);

    private async Task<(string, bool)> ReverseAsync(string host, CancellationToken cancel)
    {
        var addresses =
            IPAddress.TryParse(host, out var literal) ? [literal] : await records.AddressesAsync(host, cancel);
        foreach (var address in addresses.Where(address => !IPAddress.IsLoopback(address)))
        {
            if ((await records.NamesAsync(address, cancel)).Count == 0)
            {
                return ($"PTR: {address} of the relay {host} has no name; if mail leaves from it, receivers refuse it. "
                    + $"Ask the owner of the address for a reverse record.", true);
            }
        }

        return ($"PTR: every address of the relay {host} has a name", true);
    }

    private async Task<(string, bool)> MtaStsAsync(CancellationToken cancel) =>
        (await records.TextsAsync("_mta-sts." + reports, cancel))
            .Any(text => text.StartsWith("v=STSv1", StringComparison.OrdinalIgnoreCase))
            ? ($"MTA-STS: {reports} asks senders of reports for TLS", true)
            : ($"MTA-STS: _mta-sts.{reports} does not exist; reports may come to you over an open line. It is good to "
                + $"have, not needed.", true);

    private static string Domain(string mailbox) =>
        new System.Globalization.IdnMapping().GetAscii(MailboxAddress.Parse(mailbox).Domain).ToLowerInvariant();
}
