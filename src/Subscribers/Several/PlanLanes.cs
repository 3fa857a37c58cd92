using DigestMailer.Storage;

namespace DigestMailer.Subscribers.Several;

/// <summary>
/// The lanes in which plans are kept side by side, the same in every process. No reader is in two of them: readers with
/// one digest are in the lane of its topics, readers with several in one of their own by their number.
/// </summary>
internal static class PlanLanes
{
    private const long OfOne = 2;

    /// <summary>The lanes of readers with several digests.</summary>
    public static readonly IReadOnlyList<long> OfSeveral = [OfOne, OfOne + 1];

    private static readonly IReadOnlyList<long> All = [0, 1, .. OfSeveral];

    public static long OfTopics(long topicSetId) => topicSetId % OfOne;

    /// <summary>
    /// The lane of a reader with several digests, in SQL. Digests have numbers of the same kind, so those of readers
    /// who joined with two may all be odd: some neighbours go together.
    /// </summary>
    /// <param name="readerId">The column of the reader's number.</param>
    public static string OfReader(string readerId) => $"{OfOne} + {readerId} / 8 % {OfSeveral.Count}";

    /// <summary>Waits until no other transaction keeps plans of these lanes.</summary>
    public static async Task HoldAsync(Database database, Transaction transaction, IEnumerable<long> lanes)
    {
        // In one order, so that no two transactions wait for each other.
        foreach (var lane in lanes.Order())
        {
            await database.AloneAsync(transaction, $"plan {lane}");
        }
    }

    /// <summary>Waits for all lanes: from here on a reader may change from one to another.</summary>
    public static Task HoldAllAsync(Database database, Transaction transaction) =>
        HoldAsync(database, transaction, All);
}
