namespace DigestMailer.Service;

/// <summary>One thing that a process does, in the order of the flags of <see cref="ServiceRoles"/>.</summary>
internal enum ServiceRole { Web, Planner, Sender }
