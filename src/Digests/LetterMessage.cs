using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Digests;

/// <summary>Makes the letter to one person; a function of its arguments, so a retry is the same mail. It carries no list headers: before confirming and after leaving nobody is on the list.</summary>
internal sealed class LetterMessage(Templates templates, IOptions<SiteOptions> site)
{
    public ComposedMail Compose(LetterKind kind, DateTimeOffset slot, Recipient recipient, LetterContent content, MailIdentity identity)
    {
        var name = kind.ToString().ToLowerInvariant();
        var language = templates.Languages.For(recipient.Look.Language);
        var subject = language.Say($"subject.{name}", ("site", PlainText.Line(site.Value.Name)));
        var message = MailFrame.Begin(subject, slot, MailFrame.MessageId(name, recipient, slot, identity.From.Domain), recipient, identity);
        var model = new ScriptObject
        {
            ["site"] = TemplateModel.Site(site.Value),
            ["mail"] = TemplateModel.Mail(subject, language.Say($"{name}.title"), language),
            ["letter"] = LetterModel.Of(kind, content, language),
            ["recipient"] = new ScriptObject { ["email"] = PlainText.Line(recipient.Email) },
        };
        MailFrame.End(message, Body(name + ".txt", model, language), recipient.Look.Format == MailFormat.Html ? Body(name + ".html", model, language) : null);
        return new(message, recipient.Email);
    }

    private byte[] Body(string template, ScriptObject model, Language language) => QuotedPrintable.Encode(templates.Render(template, model, language.Tag));
}
