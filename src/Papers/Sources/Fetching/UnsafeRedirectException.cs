namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>A redirect that is not followed; the message is one clause for the operator. It is not retried.</summary>
internal sealed class UnsafeRedirectException(string message) : Exception(message);
