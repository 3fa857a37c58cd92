using System.Net;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DigestMailer.Delivery;

/// <summary>Puts the delivery room into the host.</summary>
internal static class DeliveryRegistration
{
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>().BindConfiguration("Delivery").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryValidation>();
        services.AddSingleton<Planner>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<MailMaker>();
        services.AddSingleton<Ports>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<RelayCheck>();
        return services;
    }

    /// <summary>Refuses a sender that is no address, and passwords on an open line.</summary>
    private sealed class DeliveryValidation : IValidateOptions<DeliveryOptions>
    {
        public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
        {
            var faults = new List<string>();
            foreach (var (key, address) in new[] { ("From", options.From), ("ReturnPath", options.ReturnPath) })
            {
                if (address is not null && !(MailboxAddress.TryParse(address, out var mailbox) && mailbox.Domain.Length > 0))
                {
                    faults.Add($"Delivery:{key}: \"{address}\" is no mailbox; write it as \"Name <digest@example.org>\".");
                }
            }

            faults.AddRange(options.Relays.Where(relay => relay.Host.Length == 0).Select(_ => "Delivery:Relays: a relay has no Host."));
            faults.AddRange(options.Relays.Where(relay => relay.Port is < 1 or > 65535 || relay.MaxConnections is < 1 or > 200 || relay.MaxPerMinute < 0 || relay.MaxMessagesPerConnection < 1)
                .Select(relay => $"Delivery:Relays: {relay.Host} has a Port, MaxConnections (1 to 200), MaxPerMinute or MaxMessagesPerConnection out of range."));
            faults.AddRange(options.Relays.Where(relay => relay is { Security: RelaySecurity.None, UserName: not null } && !IsLoopback(relay.Host))
                .Select(relay => $"Delivery:Relays: {relay.Host} has a UserName but Security None; a password never goes over an open line. Set Security to StartTls or Tls."));
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}
