using System.Buffers;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// Makes the letter to one person; a function of its arguments, so a retry is the same mail. It carries no list
/// headers, since before confirming and after leaving nobody is on the list; only a reminder says how to end it.
/// </summary>
internal sealed class LetterMessage(MailTemplates templates, IOptions<SiteOptions> site)
{
    public ComposedMail Compose(LetterKind kind, DateTimeOffset slot, Recipient recipient, LetterContent content,
        MailIdentity identity)
    {
        var name = kind.ToString().ToLowerInvariant();
        var language = templates.Languages.For(recipient.Look.Language);
        var part = content.Continuing.Count > 0 ? "_one" : "";
        var subject = language.Say($"subject.{name}{part}", ("site", PlainText.Line(site.Value.Name)),
            ("digest", LetterModel.NameOf(content.Ended, language)), ("count", content.Count));
        var id = MailFrame.MessageId(name, recipient, slot, identity.Domain);
        var mail = new ArrayBufferWriter<byte>();
        MailFrame.Begin(mail, EncodedWords.Text(subject, "Subject: ".Length), MailFrame.Date(slot), id, recipient,
            identity);
        if (content.EndUrl is { } end)
        {
            MailFrame.Field(mail, "List-Unsubscribe", $"<{end}>");
            MailFrame.Field(mail, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        var model = new ScriptObject
        {
            ["site"] = TemplateModel.Site(site.Value),
            ["mail"] = TemplateModel.Mail(PlainText.Line(subject), language.Say($"{name}.title"), language),
            ["letter"] = LetterModel.Of(kind, content, language),
            ["recipient"] = new ScriptObject { ["email"] = PlainText.Line(EmailAddress.Shown(recipient.Email)) },
        };
        var html = recipient.Look.Format == MailFormat.Html ? Body(name + ".html", model, language) : null;
        MailFrame.End(mail, id, Body(name + ".txt", model, language), html,
            hole => throw new InvalidOperationException($"A letter has no hole '{hole}'."));
        return new(MailFrame.Bytes(mail), id, slot, recipient.Email);
    }

    private Stencil Body(string template, ScriptObject model, Language language) =>
        Stencil.Of(templates.Render(template, model, language.Tag));
}
