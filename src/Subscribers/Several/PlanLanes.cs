using DigestMailer.Storage;

namespace DigestMailer.Subscribers.Several;

/// <summary>
/// The lanes in which plans are kept side by side, the same in every process. No reader is in two of them: readers with
/// one digest are in the lane of its topics, readers with several in one of their own.
/// </summary>
internal static class PlanLanes
{
    /// <summary>The lane of readers with several digests.</summary>
    public const long OfSeveral = 2;

    public static long OfTopics(long topicSetId) => topicSetId % OfSeveral;

    /// <summary>Waits until no other transaction keeps plans of a lane.</summary>
    public static Task HoldAsync(Database database, Transaction transaction, long lane) =>
        database.AloneAsync(transaction, $"plan {lane}");

    /// <summary>Waits for all lanes: from here on a reader may change from one to another.</summary>
    public static async Task HoldAllAsync(Database database, Transaction transaction)
    {
        for (var lane = 0L; lane <= OfSeveral; lane++)
        {
            await HoldAsync(database, transaction, lane);
        }
    }
}
