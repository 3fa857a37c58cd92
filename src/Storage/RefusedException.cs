namespace DigestMailer.Storage;

/// <summary>
/// Input, settings or surroundings that the program will not work with.
/// The message is the one line shown to the operator: what is wrong, where, and what to do. The command ends with exit
/// code 1.
/// </summary>
internal sealed class RefusedException(string message) : Exception(message);
