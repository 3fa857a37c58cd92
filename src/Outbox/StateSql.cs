namespace DigestMailer.Outbox;

/// <summary>The states and the sets of states that statements ask for, as SQL text.</summary>
internal static class StateSql
{
    public const string Ready = $"'{nameof(MailState.Ready)}'";

    public const string Taken = $"'{nameof(MailState.Taken)}'";

    public const string Accepted = $"'{nameof(MailState.Accepted)}'";

    public const string Rejected = $"'{nameof(MailState.Rejected)}'";

    public const string InDoubt = $"'{nameof(MailState.InDoubt)}'";

    /// <summary>Still to be sent; the words of the index outbox_open.</summary>
    public const string Open = $"({Ready}, {Taken})";

    /// <summary>No further digest is planned for its reader meanwhile; the words of the index outbox_waiting.</summary>
    public const string Waiting = $"({Ready}, {Taken}, {InDoubt})";

    /// <summary>The reader may have it.</summary>
    public const string MayHaveArrived = $"({Taken}, {Accepted}, {InDoubt})";

    /// <summary>A relay said yes or no to it.</summary>
    public const string Answered = $"({Accepted}, {Rejected})";

    /// <summary>Nothing more happens to it by itself (<see cref="MailLife.HasEnded"/>).</summary>
    public const string Ended =
        $"({Accepted}, {Rejected}, '{nameof(MailState.Expired)}', '{nameof(MailState.Suppressed)}', "
        + $"'{nameof(MailState.Cancelled)}')";
}
