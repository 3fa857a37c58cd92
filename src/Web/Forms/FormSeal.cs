using System.Globalization;
using System.Security.Cryptography;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Microsoft.AspNetCore.DataProtection;

namespace DigestMailer.Web.Forms;

/// <summary>
/// The seal of an open form: when and from which network it was opened, under a number that is good for one address.
/// The database keeps used numbers for as long as a form may be open, so all processes know them.
/// </summary>
internal sealed class FormSeal(IDataProtectionProvider protection, Database database, AddressHash hash,
    TimeProvider clock)
{
    /// <summary>How long a form may be open.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(1);

    private readonly IDataProtector protector = protection.CreateProtector("form-opened");

    /// <summary>A fresh seal for a form that is shown now.</summary>
    public string Make(HttpContext context) => protector.Protect(string.Create(CultureInfo.InvariantCulture,
        $"{clock.GetUtcNow().ToUnixTimeMilliseconds()} {Guid.NewGuid():N} {NetworkOf(context)}"));

    /// <summary>What a seal says; null where it is not ours or too old.</summary>
    public OpenedForm? Read(string text)
    {
        try
        {
            return protector.Unprotect(text).Split(' ', 3) is [var at, var number, var network]
                && DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture)) is var opened
                && clock.GetUtcNow() - opened < GoodFor ? new OpenedForm(number, opened, network) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static string NetworkOf(HttpContext context) => Network.Of(context.Connection.RemoteIpAddress) ?? "";

    /// <summary>Uses a seal for an address: the first time, and for the same address again, true.</summary>
    public async Task<bool> UseAsync(OpenedForm form, string email, CancellationToken cancel)
    {
        var (addressHash, now) = (hash.Of(email), clock.GetUtcNow());
        var used = await database.WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync(
                """
                DELETE FROM form_seals WHERE used_at < @before;
                INSERT INTO form_seals(seal, address_hash, used_at) VALUES (@Number, @addressHash, @now)
                ON CONFLICT (seal) DO NOTHING;
                """,
                new { form.Number, addressHash, now, before = now - GoodFor });
            return await transaction.QuerySingleAsync<string>(
                "SELECT address_hash FROM form_seals WHERE seal = @Number", new { form.Number });
        }, cancel);
        return used == addressHash;
    }
}

/// <summary>What the seal of a form says.</summary>
/// <param name="Network">From which it was opened.</param>
internal sealed record OpenedForm(string Number, DateTimeOffset At, string Network);
