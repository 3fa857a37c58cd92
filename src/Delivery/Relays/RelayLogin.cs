using DigestMailer.Outbox;
using MailKit.Security;

namespace DigestMailer.Delivery.Relays;

/// <summary>How we prove to a relay who we are. Secrets are read when they are needed and kept nowhere.</summary>
internal static class RelayLogin
{
    /// <summary>Null where no user name is set.</summary>
    /// <exception cref="AuthenticationException">The file of the secret cannot be read.</exception>
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

        var password = relay.PasswordFile is { } file ? Read(file) : relay.Password ?? "";
        return offered.Contains("PLAIN") || !offered.Contains("LOGIN") ? new SaslMechanismPlain(user, password)
            : new SaslMechanismLogin(user, password);
    }

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
