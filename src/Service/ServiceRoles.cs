namespace DigestMailer.Service;

/// <summary>What a process of the service does.</summary>
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
