using System.Data.Common;
using System.Reflection;
using DbUp.Builder;
using DbUp.Engine;

namespace DigestMailer.Storage;

/// <summary>
/// The numbered SQL scripts of a dialect, run once each in order by DbUp, each in its own transaction. Scripts expand:
/// a version keeps working next to a newer one that has added tables and columns. A script that removes something
/// writes its own name into <c>contractions</c>, and versions that do not know it refuse the database from then on.
/// </summary>
internal static class Migrations
{
    public const string Contractions = "SELECT script FROM contractions";

    /// <summary>The names of the scripts that have run, where DbUp has kept any.</summary>
    public const string Journal = "SELECT scriptname FROM schemaversions";

    /// <summary>
    /// Whether a database has had exactly the scripts of this version, so that there is nothing to run or to refuse.
    /// DbUp, which reads every script twice, is loaded only where it has something to do.
    /// </summary>
    /// <param name="applied">What <see cref="Journal"/> reads; nothing from a database that is new.</param>
    public static bool AreDone(Dialect dialect, IEnumerable<string> applied) =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix(dialect), StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal).SetEquals(applied);

    private static string Prefix(Dialect dialect) => $"DigestMailer.Storage.Migrations.{dialect.Name}.";

    /// <param name="contractions">Runs the statement <see cref="Contractions"/>; called only where a newer version has
    /// been here.</param>
    public static void Run(Dialect dialect, UpgradeEngineBuilder database, Func<IEnumerable<string>> contractions)
    {
        var prefix = Prefix(dialect);
        var engine = database
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(),
                name => name.StartsWith(prefix, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();
        RefuseNewer(engine, prefix, contractions);
        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new RefusedException(
                $"Storage: migration {result.ErrorScript?.Name ?? "(none)"} failed: {result.Error.Message} "
                + $"Nothing was changed. {(result.Error is DbException fault ? FaultAdvice.Of(fault) + " " : "")}"
                + "Fix the cause and restart.");
        }
    }

    private static void RefuseNewer(UpgradeEngine engine, string prefix, Func<IEnumerable<string>> contractions)
    {
        var known = engine.GetDiscoveredScripts().Select(script => script.Name).ToHashSet(StringComparer.Ordinal);
        if (!engine.GetExecutedScripts().Exists(name => !known.Contains(name)))
        {
            return;
        }

        if (contractions().Where(script => !known.Contains(prefix + script)).Order(StringComparer.Ordinal)
            .LastOrDefault() is { } unknown)
        {
            throw new RefusedException(
                $"Storage: a newer version of DigestMailer changed the database ({unknown}), "
                + "and this version cannot use it any more. Run that version or a later one, or restore a backup.");
        }
    }
}
