namespace DigestMailer.Subscribers;

/// <summary>How a change of consent came about: the proof that is kept of it.</summary>
/// <param name="Source">form, preferences, link, one-click, undo, import, command, api, complaint,
/// address-asked and address (a change of address, asked for and confirmed).</param>
/// <param name="Wording">The text agreed to, or the proof given.</param>
/// <param name="Network">Where it came from, cut to its network (see <see cref="Subscribers.Network"/>).</param>
internal sealed record Consent(string Source, string? Wording = null, string? Network = null);
