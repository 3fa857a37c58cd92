using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace DigestMailer.Delivery;

/// <summary>What the domain name system says, asked of the machine's own resolvers.</summary>
internal class DnsRecords
{
    private readonly Lazy<LookupClient> client =
        new(() =>
            new LookupClient(
                new LookupClientOptions { Timeout = TimeSpan.FromSeconds(3), Retries = 1, ThrowDnsErrors = false }));

    /// <summary>The TXT records of a name, the strings of each joined; empty where there are none.</summary>
    /// <exception cref="DnsResponseException">No resolver answered, or it failed: nothing is known.</exception>
    public virtual async Task<IReadOnlyList<string>> TextsAsync(string name, CancellationToken cancel) =>
        [.. (await AskAsync(name, QueryType.TXT, cancel)).TxtRecords().Select(record => string.Concat(record.Text))];

    /// <summary>The addresses of a host, of both families.</summary>
    /// <exception cref="DnsResponseException">As above.</exception>
    public virtual async Task<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancel) =>
        [.. (await AskAsync(host, QueryType.A, cancel)).ARecords().Select(record => record.Address),
            .. (await AskAsync(host, QueryType.AAAA, cancel)).AaaaRecords().Select(record => record.Address)];

    /// <summary>The names that an address says it has.</summary>
    /// <exception cref="DnsResponseException">As above.</exception>
    public virtual async Task<IReadOnlyList<string>> NamesAsync(IPAddress address, CancellationToken cancel) =>
        [.. (await AskAsync(LookupClient.GetReverseQuestion(address).QueryName, QueryType.PTR, cancel)).PtrRecords()
            .Select(record => record.PtrDomainName.Value.TrimEnd('.'))];

    private async Task<IReadOnlyList<DnsResourceRecord>> AskAsync(string name, QueryType type, CancellationToken cancel)
    {
        var answer = await client.Value.QueryAsync(name, type, cancellationToken: cancel);
        return answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain
            ? throw new DnsResponseException((DnsResponseCode)answer.Header.ResponseCode,
                $"{name}: {answer.ErrorMessage}")
            : answer.Answers;
    }
}
