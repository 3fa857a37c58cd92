using DigestMailer.Outbox;
using MailKit.Security;

namespace DigestMailer.Delivery.Relays;

/// <summary>How we prove to a relay who we are. Secrets are read when they are needed and kept nowhere.</summary>
internal static class RelayLogin
{
    /// <summary>Null where no user name is set.</summary>
    /// <exception cref="AuthenticationException">The file of the secret cannot be read.</exception>
    /// <exception cref="NotSupportedException">The relay offers no way that we know.</exception>
    public static SaslMechanism? Mechanism(RelayOptions relay, IReadOnlySet<string> offered)
    {
        if (relay.UserName is not { } user)
        {
            return null;
        }

        if (relay.TokenFile is { } token)
        {
            return new SaslMechanismOAuth2(user, Read(token));
        }

        return Offered(user, relay.PasswordFile is { } file ? Read(file) : relay.Password ?? "", offered);
    }

    /// <summary>
    /// The best way that is offered; a password is never sent by one that is not. SCRAM keeps it from the relay, PLAIN
    /// and LOGIN are what most relays test, CRAM-MD5 is for old ones that offer nothing else.
    /// </summary>
    private static SaslMechanism Offered(string user, string password, IReadOnlySet<string> offered) => offered switch
    {
        _ when offered.Contains("SCRAM-SHA-512") => new SaslMechanismScramSha512(user, password),
        _ when offered.Contains("SCRAM-SHA-256") => new SaslMechanismScramSha256(user, password),
        _ when offered.Contains("SCRAM-SHA-1") => new SaslMechanismScramSha1(user, password),
        _ when offered.Contains("PLAIN") => new SaslMechanismPlain(user, password),
        _ when offered.Contains("LOGIN") => new SaslMechanismLogin(user, password),
        _ when offered.Contains("CRAM-MD5") => new SaslMechanismCramMd5(user, password),
        { Count: 0 } => throw new NotSupportedException("it offers no login"),
        _ => throw new NotSupportedException("it offers only " + string.Join(", ", offered.Order())),
    };

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AuthenticationException($"the file of its secret cannot be read: {fault.Message}");
        }
    }
}
