using System.Text.Json.Serialization;
using DigestMailer.Subscribers;
using DigestMailer.Topics;

namespace DigestMailer.Web.Api;

/// <summary>A person whom a caller adds; the members of its JSON, and what they were read into.</summary>
internal sealed record EnrolmentBody
{
    private const int MostProof = 2000;
    private const int MostName = 200;

    /// <summary>The address.</summary>
    public required string Email { get; init; }

    /// <summary>Display name; only together with a proof.</summary>
    public string? Name { get; init; }

    /// <summary>How it can be proved that they agreed; without it they are asked by a letter.</summary>
    public string? Proof { get; init; }

    /// <summary>When they agreed; brings back those who left before. Only together with a proof.</summary>
    public DateTimeOffset? ConsentedAt { get; init; }

    /// <summary>The sentence that they were shown when they asked; kept with their consent.</summary>
    public string? Wording { get; init; }

    [JsonPropertyName("wishes")]
    public WishesBody? Shown { get; init; }

    [JsonIgnore]
    public WishesInput Input { get; private init; } = new([], []);

    [JsonIgnore]
    public Wishes Wishes { get; private init; } = null!;

    /// <summary>The person, or the first fault in one line.</summary>
    public static (EnrolmentBody? Body, string? Fault) Read(ApiInput sent, TopicCatalogue catalogue, DateTimeOffset now)
    {
        var body = new EnrolmentBody
        {
            Email = sent.Text("email", 400) ?? "",
            Name = sent.Line("name", MostName),
            Proof = sent.Text("proof", MostProof),
            ConsentedAt = sent.Time("consentedAt"),
            Wording = sent.Text("wording", MostProof),
        };
        var wishes = sent.Object("wishes");
        sent.End();
        var input = wishes is null ? new([], []) : WishesBody.Read(wishes, new([], []));
        if ((sent.Fault ?? wishes?.Fault ?? body.Contradiction(now)) is { } fault)
        {
            return (null, fault);
        }

        if (!EmailAddress.TryParse(body.Email, out var address, out var wrong))
        {
            return (null, $"email: {wrong}.");
        }

        return input.Check(catalogue) is var (chosen, why) && chosen is null ? (null, $"wishes: {why}.")
            : (body with { Email = address, Input = input, Wishes = chosen! }, null);
    }

    private string? Contradiction(DateTimeOffset now) =>
        Proof is null && (Name is not null || ConsentedAt is not null) ? "name and consentedAt need a proof."
        : Proof is not null && Wording is not null ? "wording is for people who are asked; put it into proof."
        : ConsentedAt > now ? "consentedAt is in the future."
        : null;
}
