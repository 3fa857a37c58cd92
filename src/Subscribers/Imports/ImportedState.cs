namespace DigestMailer.Subscribers.Imports;

/// <summary>What a file says of a subscription, the worst last.</summary>
internal enum ImportedState { Unsaid, Active, Pending, Left, Failed }
