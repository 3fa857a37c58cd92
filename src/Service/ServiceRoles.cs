using DigestMailer.Storage;

namespace DigestMailer.Service;

/// <summary>What a process of the service does; without the setting everything.</summary>
[Flags]
internal enum ServiceRoles
{
    None = 0,

    /// <summary>Serves the pages.</summary>
    Web = 1,

    /// <summary>Gathers, plans, reads bounces and tidies up: once for all processes on one PostgreSQL.</summary>
    Planner = 2,

    /// <summary>Delivers what is planned, and shares it with the others.</summary>
    Sender = 4,

    All = Web | Planner | Sender,
}

/// <summary>Reads <c>Service:Roles</c>: names parted by commas, or a list of them.</summary>
internal static class ServiceRolesSetting
{
    private static readonly string[] Names =
        [nameof(ServiceRoles.Web), nameof(ServiceRoles.Planner), nameof(ServiceRoles.Sender)];

    /// <exception cref="RefusedException">It names a role that there is not.</exception>
    public static ServiceRoles Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Service:Roles");
        var asked = section.GetChildren().Select(child => child.Value).Append(section.Value)
            .SelectMany(
                value =>
                    (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var roles = asked.Aggregate(ServiceRoles.None, (sum, name) => sum | One(name));
        return roles == ServiceRoles.None ? ServiceRoles.All : roles;
    }

    private static ServiceRoles One(string name) =>
        Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known
        ? Enum.Parse<ServiceRoles>(known)
        : throw new RefusedException(
            $"settings: Service:Roles: there is no role \"{name}\"; name one or more of {string.Join(", ", Names)}, parted by commas, or leave it out for all.");
}
