namespace DigestMailer.Web.Api;

/// <summary>
/// What came of a POST about a person. It names them by number only, since it is kept to be given again.
/// </summary>
/// <param name="Result">asked: a letter asks the address to confirm, unless it is suppressed or confirmed already, of
/// which nothing is said. added, changed: by the proof of consent. left, stayed: whether a subscription ended.</param>
/// <param name="Id">Number of the subscriber; null where nothing is said of whether there is one.</param>
/// <param name="State">pending, confirmed or unsubscribed.</param>
internal sealed record StateAnswer(string Result, long? Id, string? State);
