using System.ComponentModel.DataAnnotations;
using DigestMailer.Service.Health;

namespace DigestMailer.Service;

/// <summary>What this process does; the settings section <c>Service</c>.</summary>
internal sealed class ServiceOptions
{
    /// <summary>
    /// What this <c>run</c> does, as a list or with commas. Empty by default, which means everything; name some where
    /// several processes share one PostgreSQL.
    /// </summary>
    public List<ServiceRole> Roles { get; set; } = [];

    /// <summary>What <c>/health/ready</c> takes for a fault.</summary>
    [Required]
    public ReadyOptions Ready { get; set; } = new();

    /// <summary>The roles that are asked for; all where none is.</summary>
    public ServiceRoles Asked => Roles.Count == 0 ? ServiceRoles.All
        : Roles.Aggregate(ServiceRoles.None, (sum, role) => sum | (ServiceRoles)(1 << (int)role));
}
