using MimeKit;

namespace DigestMailer.Digests;

/// <summary>A digest ready to be signed and sent; composing it again gives the same bytes.</summary>
/// <param name="Message">Its bodies are encoded already and are not encoded again.</param>
/// <param name="EnvelopeTo">The address for RCPT TO.</param>
internal sealed record ComposedMail(MimeMessage Message, string EnvelopeTo);
