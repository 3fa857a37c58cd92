using System.Globalization;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>Builds the address of a question to a service, with what it should know of us.</summary>
internal sealed class SearchQuestion(string address)
{
    private readonly List<string> parts = [];

    public SearchQuestion With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return this;
    }

    public SearchQuestion With(string name, int value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    public override string ToString() =>
        $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', parts)}";

    /// <summary>A mail address for services that want one as a parameter; null where the contact is a page.</summary>
    public static string? MailOf(string contact) =>
        contact.Replace("mailto:", "", StringComparison.OrdinalIgnoreCase) is var mail
            && mail.Contains('@', StringComparison.Ordinal) && !mail.Contains('/', StringComparison.Ordinal) ? mail
            : null;
}
