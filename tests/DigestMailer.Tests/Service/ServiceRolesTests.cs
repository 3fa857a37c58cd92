using DigestMailer.Service;
using DigestMailer.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Service;

internal sealed class ServiceRolesTests
{
    [TestCase(null, ServiceRoles.All)]
    [TestCase("", ServiceRoles.All)]
    [TestCase("Web", ServiceRoles.Web)]
    [TestCase("planner, Sender", ServiceRoles.Planner | ServiceRoles.Sender)]
    public void Roles_are_named_with_commas_and_without_any_a_process_does_everything(string? setting, object roles) =>
        Assert.That(Read(("Service:Roles", setting)), Is.EqualTo(roles));

    [Test]
    public void A_list_names_them_too() =>
        Assert.That(Read(("Service:Roles:0", "Web"), ("Service:Roles:1", "Sender")),
            Is.EqualTo(ServiceRoles.Web | ServiceRoles.Sender));

    [TestCase("Postman")]
    [TestCase("Web;Sender")]
    [TestCase("7")]
    [TestCase("All")]
    public void An_unknown_role_is_rejected_with_the_known_ones(string setting) =>
        Assert.That(() => Read(("Service:Roles", setting)),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains($"Service:Roles: \"{setting}\"")
                .And.Message.Contains("Web, Planner, Sender"));

    [TestCase(ServiceRoles.Web, false)]
    [TestCase(ServiceRoles.Sender, true)]
    [TestCase(ServiceRoles.All, true)]
    public void Pages_alone_start_no_schedule(object roles, bool starts)
    {
        var services = new ServiceCollection().AddSchedule(new ConfigurationBuilder().Build(), (ServiceRoles)roles);
        Assert.That(services.Any(service => service.ServiceType == typeof(IHostedService)), Is.EqualTo(starts));
    }

    private static ServiceRoles Read(params (string Key, string? Value)[] settings) =>
        SettingsReader.Read<ServiceOptions>(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value))
                .Build(), "Service").Asked;
}
