using System.Text;
using DigestMailer.Outbox;
using DigestMailer.Settings;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Bounces;

/// <summary>Puts the room of what comes back into the host.</summary>
internal static class BouncesRegistration
{
    public static IServiceCollection AddBounces(this IServiceCollection services)
    {
        // Old mail comes in charsets that .NET holds back by default.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        services.AddSettings<BounceOptions>("Bounces");
        // A reader's request by mail is read from the bounce mailbox, so it is offered only where there is one.
        services.AddOptions<DeliveryOptions>().PostConfigure<IOptions<BounceOptions>>((delivery, bounces) =>
            delivery.UnsubscribeByMail ??= bounces.Value is not { Imap: null, Maildir: null });
        services.AddSingleton<IValidateOptions<BounceOptions>, BounceValidation>();
        services.AddSingleton<IPersonalData, BouncesOfPerson>();
        services.AddSingleton<Addressee>();
        services.AddSingleton<BegunMail>();
        services.AddSingleton<BounceMeter>();
        services.AddSingleton<BounceRetention>();
        services.AddSingleton<FormerAddresses>();
        services.AddSingleton<BounceLedger>();
        services.AddSingleton<Intake>();
        services.AddSingleton<Rejections>();
        services.AddSingleton<Circuit>();
        services.AddSingleton<BounceReader>();
        services.AddSingleton<BounceList>();
        return services;
    }
}
