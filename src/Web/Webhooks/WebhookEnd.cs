namespace DigestMailer.Web.Webhooks;

/// <summary>How a webhook's call ended.</summary>
internal enum WebhookEnd
{
    Taken,

    /// <summary>Not in the form that is expected.</summary>
    Malformed,

    /// <summary>Not signed, or not by whom it should.</summary>
    Refused,

    /// <summary>It could not be checked just now; the provider will try again.</summary>
    Unavailable,
}
