using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DigestMailer.Subscribers.Addresses;

namespace DigestMailer.Subscribers.Several;

/// <summary>
/// What a reader calls one of their digests: a line of 1 to 40 characters. Two names of one reader differ in more than
/// case.
/// </summary>
internal static class DigestName
{
    private const int Most = 40;

    /// <param name="text">As a person wrote it; nothing means no name.</param>
    /// <returns>The name, null for none, or the fault in one line.</returns>
    public static (string? Name, string? Fault) Read(string? text)
    {
        var name = Visible.Text(text ?? "").Trim().Normalize();
        return name.Length == 0 ? (null, null)
            : new StringInfo(name).LengthInTextElements > Most || name.Length > 4 * Most || name.Any(char.IsControl)
                ? (null, $"the name of a digest is not valid: use one line of at most {Most} characters")
            : (name, null);
    }

    public static bool AreSame(string? one, string? other) => Folded(one) == Folded(other);

    private static string? Folded(string? name) => name?.Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    /// <summary>
    /// What the columns of the address hold in the row of a further digest: the same for one name of one reader, and an
    /// address that no mail can go to, in case that an older version finds it.
    /// </summary>
    public static string Key(long readerId, string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Folded(name)!));
        return string.Create(CultureInfo.InvariantCulture,
            $"digest-{readerId}-{Convert.ToHexStringLower(hash)[..16]}@digest.invalid");
    }
}
